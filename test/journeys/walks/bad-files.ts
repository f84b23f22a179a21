import { beforeAll, describe, expect, test } from '@jest/globals';
import { ownPatient } from '../../support/people/patients.js';
import { withPassport } from '../../support/people/people.js';
import type { Person } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import { mainForm, type Visitor } from '../../support/people/visitor.js';
import { decompressionBomb, scriptedDrawing, withHugeExif } from '../../support/pictures/bad-pictures.js';
import { journeyOf } from './leaving.js';
import { product } from './place.js';
import { at, textOf } from './somebody-at.js';

describe('A file that is no photo of a passport', () => {
  let visitor: Visitor;
  let person: Person;
  let address: string;
  beforeAll(async () => {
    ({ visitor, person, address } = await at('document-photo', 'P9', await withPassport(ownPatient(product), 0)));
  }, 60_000);

  test.each([
    ['text named as a picture', Buffer.from('I am not an image. '.repeat(400)), 'must be a JPEG, PNG or WebP'],
    ['a drawing with a script', scriptedDrawing, 'must be a JPEG, PNG or WebP'],
    ['an empty file', Buffer.alloc(0), 'Take a photo, or choose one'],
    [
      'a picture of 12 MB',
      Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), Buffer.alloc(12_000_000)]),
      'smaller than 10 MB',
    ],
  ])('%s is refused beside the field, and can be tried again', async (_, file, advice) => {
    await visitor.open(address);
    await visitor.upload('photo', [file]);
    expect(visitor.page).toMatchObject({ name: 'document-photo', status: 422 });
    expect(textOf(visitor)).toContain(advice);
    expect(visitor.page.html).not.toContain('ours now');
  });

  test('50 MB are refused with what to do, and the person is still at their step', async () => {
    await visitor.open(address);
    await visitor.upload('photo', [Buffer.alloc(50_000_000, 7)]);
    expect(visitor.page.status).toBe(413);
    expect(textOf(visitor)).toMatch(/smaller than 10 MB/);
    await visitor.open(journeyOf(visitor));
    expect(visitor.page.name).toBe('document');
  });

  test('a form of another kind is refused as such', async () => {
    await visitor.open(address);
    const { hidden } = mainForm(visitor.page);
    const send = (type: string, body: string) =>
      visitor.request(address, { method: 'POST', headers: { 'content-type': type }, body });
    expect((await send('application/x-www-form-urlencoded', String(new URLSearchParams(hidden)))).status).toBe(415);
    expect((await send('application/json', JSON.stringify(hidden))).status).toBe(415);
    const cut = await send('multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="photo"');
    expect(cut.status).toBe(403);
    await visitor.open(journeyOf(visitor));
    expect(visitor.page.name).toBe('document');
  });

  test('a decompression bomb costs one try and no more', async () => {
    await visitor.open(address);
    await visitor.upload('photo', [decompressionBomb()]);
    await visitTo('document', visitor, person);
    expect(textOf(visitor)).toContain('too many pixels');
  }, 60_000);

  test('a passport with megabytes of EXIF is read all the same', async () => {
    const faultsLogged = () => product.logs().match(/"level":(50|60)/g)?.length;
    const before = faultsLogged();
    await visitor.open(address);
    await visitor.upload('photo', [withHugeExif(person.passport ?? Buffer.alloc(0), 3)]);
    await visitTo('face-consent', visitor, person);
    expect(faultsLogged()).toBe(before);
  }, 60_000);

  test('and two tabs whose answers differ: one is taken, and both show the same step', async () => {
    const [yes, no] = [visitor.tab(), visitor.tab()];
    await Promise.all([yes.send({ agreed: 'yes' }), no.send({ agreed: 'no' })]);
    await Promise.all([yes.open(journeyOf(visitor)), no.open(journeyOf(visitor))]);
    expect(yes.page.name).toBe(no.page.name);
    expect(['face', 'in-review']).toContain(yes.page.name);
  }, 60_000);
});
