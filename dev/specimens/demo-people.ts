import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import type { TestPatient } from '../pds/test-patients.js';

/** A grown-up of the PDS simulator, and which sample person plays them. */
export interface DemoPerson {
  /** For file names: `amelia-rose-thornton`. */
  readonly slug: string;
  readonly about: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly sex: 'F' | 'M' | 'X';
  readonly documentNumber: string;
  /** For `samplePerson`. */
  readonly played: number;
}

/** Everybody in the PDS simulator who has a fixed birth date, which is everybody grown up. @param players how many sample people there are */
export async function demoPeople(players: number): Promise<DemoPerson[]> {
  const patients = JSON.parse(await readFile(join(projectRoot, 'dev/pds/patients.json'), 'utf8')) as TestPatient[];
  const slugs = new Set<string>();
  return patients
    .filter(({ born }) => /^\d{4}-\d{2}-\d{2}$/.test(born))
    .filter((patient) => !slugs.has(slugOf(patient)) && slugs.add(slugOf(patient)))
    .map((patient, index) => ({
      slug: slugOf(patient),
      about: patient.about,
      surname: patient.family,
      givenNames: patient.given.join(' '),
      birthDate: patient.born,
      sex: patient.gender === 'female' ? 'F' : 'M',
      documentNumber: String(512_000_001 + index),
      played: index % players,
    }));
}

function slugOf({ given, family }: TestPatient): string {
  const letters = [...given, family]
    .join(' ')
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '');
  return letters.toLowerCase().replace(/[^a-z]+/g, '-');
}
