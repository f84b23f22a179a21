import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { drawPassport } from '../../dev/specimens/passport.js';
import { projectRoot } from '../../platform/root.js';
import { formatMrz } from '../mrz/text/format-mrz.js';

const holder = {
  surname: 'MUSTER',
  givenNames: 'ALEX SAM',
  documentNumber: '123456789',
  birthDate: '1985-03-09',
  expiryDate: '2034-11-01',
  sex: 'X',
} as const;

/** What a program answers that was called there: `dev/evidence.mjs` is what `npm run -s evidence --` calls. */
async function answerOf(program: string, folder: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(projectRoot, program), ...args], {
    env: { ...process.env, INIT_CWD: folder },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (piece) => {
    out += piece;
  });
  child.stderr.on('data', (piece) => {
    err += piece;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return {
    code,
    out,
    err,
    lines: out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

describe('npm run evidence', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('answers each picture with one line of JSON in order, also those that it cannot read, and nothing else; called wrongly it says how on standard error', async () => {
    await writeFile(join(folder, 'passport.jpg'), await drawPassport({ ...holder, portrait: null }));
    const lines = formatMrz({ format: 'TD3', documentCode: 'P', issuer: 'GBR', nationality: 'GBR', ...holder });
    await writeFile(join(folder, 'broken.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]));
    const grey = sharp({ create: { width: 600, height: 400, channels: 3, background: '#888' } });
    await writeFile(join(folder, 'nothing.webp'), await grey.webp().toBuffer());
    const answer = await answerOf(
      'dev/evidence.mjs',
      folder,
      'read',
      'passport.jpg',
      'missing.jpg',
      'broken.jpg',
      'nothing.webp',
      '.',
    );
    expect(answer.code).toBe(0);
    expect(answer.lines).toEqual([
      {
        file: 'passport.jpg',
        kind: 'passport',
        mrz: { format: 'TD3', lines },
        fields: expect.objectContaining({ documentCode: 'P' }),
        accepted: true,
        reasons: [],
      },
      { file: 'missing.jpg', error: { code: 'not_found', message: expect.any(String) } },
      { file: 'broken.jpg', error: { code: 'damaged', message: expect.any(String) } },
      expect.objectContaining({ file: 'nothing.webp', mrz: null, accepted: false }),
      { file: '.', error: { code: 'not_a_file', message: expect.any(String) } },
    ]);
    // What it has built.
    const wrong = await answerOf('dist/evidence/command/main.js', folder, 'photo', '--sideways', 'a.jpg');
    expect(wrong).toMatchObject({ code: 2, out: '', err: expect.stringContaining('photo FILE…') });
  }, 120_000);
});
