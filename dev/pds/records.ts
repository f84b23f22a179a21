import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Patient } from './patient.js';
import { type TestPatient, testPatients, toFhir } from './test-patients.js';

/** The records of PDS, with what was patched since. */
export class Records {
  readonly #patients = new Map<string, Patient>();
  readonly #about = new Map<string, TestPatient>();
  readonly #patched: Record<string, Patient>;

  /** @param file keeps what is patched beyond this process; without one it is kept in memory only */
  constructor(private readonly file?: string) {
    for (const patient of testPatients()) {
      this.#about.set(patient.nhsNumber, patient);
      this.#patients.set(patient.nhsNumber, toFhir(patient));
    }
    this.#patched = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    for (const patient of Object.values(this.#patched)) this.#patients.set(patient.id, patient);
  }

  /** Adds a patient, for tests that want one of their own. */
  add(patient: TestPatient): void {
    this.#about.set(patient.nhsNumber, patient);
    this.#patients.set(patient.nhsNumber, toFhir(patient));
  }

  /** The record that a number leads to now: another one where it was superseded. */
  current(nhsNumber: string): Patient | undefined {
    const successor = this.#about.get(nhsNumber)?.supersededBy;
    return successor ? this.current(successor) : this.#patients.get(nhsNumber);
  }

  isInvalidated(nhsNumber: string): boolean {
    return this.#about.get(nhsNumber)?.invalidated ?? false;
  }

  about(nhsNumber: string): TestPatient | undefined {
    return this.#about.get(nhsNumber);
  }

  /** Every record that a search may find: neither superseded nor invalidated. */
  searchable(): Patient[] {
    return [...this.#patients.values()].filter(({ id }) => {
      const about = this.#about.get(id);
      return !about?.supersededBy && !about?.invalidated;
    });
  }

  replace(patient: Patient): void {
    this.#patients.set(patient.id, patient);
    if (!this.file) return;
    this.#patched[patient.id] = patient;
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify(this.#patched, null, 1));
  }
}
