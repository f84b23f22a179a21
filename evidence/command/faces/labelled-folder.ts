import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { located } from '../paths.js';

/** A photo and whom it shows. */
export interface LabelledPhoto {
  file: string;
  person: string;
}

/** The photos of a folder with one subfolder per person, by name; hidden files and deeper folders do not count. */
export async function labelledPhotos(folder: string): Promise<LabelledPhoto[]> {
  const root = located(folder);
  const shown = (name: string): boolean => !name.startsWith('.');
  const people = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const photos: LabelledPhoto[] = [];
  for (const { name: person } of people.filter(({ name }) => shown(name)).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const files = (await readdir(join(root, person), { withFileTypes: true })).filter((entry) => entry.isFile());
    const names = files
      .map(({ name }) => name)
      .filter(shown)
      .sort();
    photos.push(...names.map((name) => ({ file: join(root, person, name), person })));
  }
  return photos;
}
