import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CardOrder, drawCardBack, drawCardFront, drawLargeCard } from './card.js';
import { blur, darken, glare } from './damage.js';
import { type DemoPerson, demoPeople } from './demo-people.js';
import type { PagePortrait } from './draw-page.js';
import { grainy } from './head-turn/grainy.js';
import { makeHeadTurn } from './head-turn/head-turn.js';
import { drawLicence } from './licence.js';
import { drawCertificate, drawVisa } from './other-papers.js';
import { drawPassport } from './passport.js';
import { SAMPLE_PEOPLE, type SamplePerson, samplePerson } from './people.js';
import { madeOnce, specimenFolder } from './specimen-cache.js';
import { makeStill } from './still.js';

const DRAWING = 'passport 1';

/** Writes a file into the specimens' folder and into the list that the development server shows. */
type Put = (file: string, about: string, content: Uint8Array) => Promise<void>;

/**
 * `npm run specimens [-- --photo FILE]`: passports, photos and videos for trying Surety, for each grown-up of the PDS simulator.
 * With `--photo`, a photo of yourself, all passports carry your portrait, so that your own camera will do for the face scan.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { photo: { type: 'string' } } });
  const own = values.photo ? { photo: new Uint8Array(await readFile(values.photo)) } : undefined;
  await mkdir(specimenFolder, { recursive: true });
  const list: { file: string; about: string }[] = [];
  const put: Put = async (file, about, content) => {
    await writeFile(join(specimenFolder, file), content);
    list.push({ file, about });
    console.log(file);
  };
  const players: Pick<SamplePerson, 'photo' | 'face'>[] = [];
  for (let index = 0; index < SAMPLE_PEOPLE; index++) players.push(await samplePerson(index));
  for (const person of await demoPeople(SAMPLE_PEOPLE)) await putPerson(put, person, own ?? players[person.played]);
  if (!own) for (const [index, { photo }] of players.entries()) await putVideos(put, index, photo);
  await writeFile(join(specimenFolder, 'specimens.json'), `${JSON.stringify(list, null, 2)}\n`);
  console.log(`in ${specimenFolder}`);
}

async function putPerson(put: Put, person: DemoPerson, player: Partial<SamplePerson> | undefined): Promise<void> {
  if (!player?.photo) return;
  const { slug, about, played, ...printed } = person;
  const draw = (portrait: Uint8Array | null, expiryDate: string) => {
    const order = { ...printed, expiryDate, portrait, ...(player.face ? { face: player.face } : {}) };
    const source = Buffer.concat([
      Buffer.from(JSON.stringify({ ...order, portrait: undefined })),
      portrait ?? Buffer.of(),
    ]);
    return madeOnce(DRAWING, source, () => drawPassport(order));
  };
  const valid = `${new Date().getFullYear() + 6}-05-31`;
  const passport = await draw(player.photo, valid);
  await put(`${slug}-passport.jpg`, `Passport of ${printed.givenNames} ${printed.surname}: ${about}`, passport);
  await put(`${slug}-face.jpg`, `Face to upload, and played by sample person ${played}`, player.photo);
  if (person.documentNumber !== '512000001') return;
  // What can go wrong, once is enough.
  await put('expired-passport.jpg', 'The same person, expired', await draw(player.photo, '2019-05-31'));
  await put('faceless-passport.jpg', 'The same person, no portrait', await draw(null, valid));
  await put('blurred-passport.jpg', 'The same person, out of focus', await blur(passport));
  await put('dark-passport.jpg', 'The same person, in the dark', await darken(passport));
  await put('glare-passport.jpg', 'The same person, a lamp mirrored', await glare(passport));
  await putCards(put, { ...printed, expiryDate: valid }, { photo: player.photo, face: player.face });
}

/** The kinds of documents besides passports, and of papers that are none. */
async function putCards(put: Put, printed: Omit<CardOrder, 'kind'>, portrait: PagePortrait): Promise<void> {
  await put('licence.jpg', 'The same person, driving licence', await drawLicence({ ...printed, portrait }));
  const provisional = await drawLicence({ ...printed, entitlement: 'provisional', portrait });
  await put('provisional-licence.jpg', 'The same person, provisional driving licence', provisional);
  for (const kind of ['identity-card', 'residence-permit'] as const) {
    const card = { ...printed, kind };
    await put(`${kind}-front.jpg`, `The same person, ${kind}, front`, await drawCardFront(card, portrait));
    await put(`${kind}-back.jpg`, `The same person, ${kind}, back`, await drawCardBack(card));
  }
  const large = await drawLargeCard({ ...printed, kind: 'identity-card' }, portrait);
  await put('large-identity-card.jpg', 'The same person, identity card of one side', large);
  await put('visa.jpg', 'The same person, a visa, which is not taken', await drawVisa(printed));
  await put('certificate.jpg', 'The same person, a certificate, which is not taken', await drawCertificate(printed));
}

async function putVideos(put: Put, index: number, photo: Uint8Array): Promise<void> {
  const how = 'for Chromium: --use-fake-device-for-media-stream --use-file-for-fake-video-capture=FILE';
  await put(
    `person-${index}-turn.mjpeg`,
    `Sample person ${index} turns their head; ${how}`,
    await grainy(await makeHeadTurn(photo)),
  );
  await put(
    `person-${index}-still.mjpeg`,
    `A photo of sample person ${index} held still; ${how}`,
    await makeStill(photo),
  );
}

await main();
