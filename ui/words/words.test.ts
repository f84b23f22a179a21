import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../platform/root.js';
import { sameInBoth } from './same-in-both.js';
import { wordList, wordsFor } from './words.js';

const ui = join(projectRoot, 'ui');
const files = (readdirSync(ui, { recursive: true }) as string[]).map((path) => path.replaceAll('\\', '/'));
const folders = [...new Set(files.filter((path) => /(^|\/)(en|cy)\.json$/.test(path)).map((path) => dirname(path)))];
const templates = files.filter((path) => path.endsWith('.njk'));
const placesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('The words', () => {
  test.each(folders)('of %s exist in English and in Welsh, with the same places for values', (folder) => {
    const [en, cy] = [wordList(folder, 'en'), wordList(folder, 'cy')];
    expect(Object.keys(cy).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect({ key, places: placesOf(cy[key] ?? '') }).toEqual({ key, places: placesOf(text) });
      expect(text.trim()).not.toBe('');
    }
  });

  test.each(folders)('of %s are translated: the Welsh is not the English, but for a few', (folder) => {
    const cy = wordList(folder, 'cy');
    const same = Object.entries(wordList(folder, 'en')).filter(([key, text]) => cy[key] === text);
    expect(same.filter(([, text]) => !sameInBoth.has(text))).toEqual([]);
  });

  test.each(templates)('that %s asks for exist', (template) => {
    const source = readFileSync(join(ui, template), 'utf8');
    const folder = dirname(template);
    const users = folders.filter((page) => page === folder || isIncludedBy(template, page));
    const keys = [...source.matchAll(/\bt\("([^"~]+)"(?!\s*~)/g)].map(([, key]) => key as string);
    // A page may give its title another way: by a block of its own.
    const asked = template === 'layout/page.njk' ? keys.filter((key) => key !== 'title') : keys;
    for (const page of users) {
      const words = wordsFor(page, 'en');
      expect({ page, missing: asked.filter((key) => !words.has(key)) }).toEqual({ page, missing: [] });
    }
  });

  test('fail loudly where a key or a value is missing, rather than show a gap', () => {
    const words = wordsFor('journey/return', 'cy');
    expect(() => words('no-such-key')).toThrow('no-such-key');
    expect(() => words('text')).toThrow('{partner}');
  });
});

/** Whether a page's template takes another one in: `extends`, `include` or `import`. */
function isIncludedBy(template: string, page: string): boolean {
  const own = join(ui, page, 'page.njk');
  try {
    return readFileSync(own, 'utf8').includes(`"${template}"`);
  } catch {
    return false;
  }
}
