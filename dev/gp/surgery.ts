import { randomInt } from 'node:crypto';
import type { Patient } from '../pds/patient.js';
import type { Records } from '../pds/records.js';

/** What the interface says where it gives or takes no key (docs/gp-system.md). */
export const words = [
  'ALREADY_USED',
  'EMAIL_NOT_VALID',
  'NO_ONLINE_ACCESS',
  'NOT_REGISTERED',
  'EXPIRED',
  'UNKNOWN_KEY',
] as const;
export type Word = (typeof words)[number];

export interface OnlineAccount {
  odsCode: string;
  accountId: string;
  linkageKey: string;
  /** Printed at the desk: good for two weeks. */
  printedAt?: number;
  /** A key works once. */
  used: boolean;
}

export interface Asked {
  nhsNumber: string;
  familyName: string;
  birthDate: string;
  odsCode: string;
}

const twoWeeks = 14 * 24 * 3_600_000;
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** The online accounts of all surgeries, and what the staff at their desks have done to them. */
export class Surgery {
  readonly #accounts = new Map<string, OnlineAccount>();
  readonly #says = new Map<string, Word>();

  constructor(private readonly records: Records) {}

  /** From now on the system answers so for a patient; nothing: as things are. */
  say(nhsNumber: string, word: Word | undefined): void {
    if (word) this.#says.set(nhsNumber, word);
    else this.#says.delete(nhsNumber);
  }

  says = (nhsNumber: string): Word | undefined => this.#says.get(nhsNumber);

  accountOf = (nhsNumber: string): OnlineAccount | undefined => this.#accounts.get(nhsNumber);

  patients = (): Patient[] => this.records.searchable();

  practiceOf(nhsNumber: string): string | undefined {
    return this.records.current(nhsNumber)?.generalPractitioner?.[0]?.identifier.value;
  }

  /** The desk resets the patient's account and prints the three details. @returns undefined for somebody else's patient */
  print(nhsNumber: string): OnlineAccount | undefined {
    const odsCode = this.practiceOf(nhsNumber);
    return odsCode ? this.#make(nhsNumber, { odsCode, printedAt: Date.now() }) : undefined;
  }

  /** An app connects with the key. */
  use(nhsNumber: string): void {
    const account = this.#accounts.get(nhsNumber);
    if (account) account.used = true;
  }

  /** The patient's account, made where there is none; the email has to be the one on the record where the desk wants that. */
  retrieve(asked: Asked & { email: string }): OnlineAccount | Word {
    const { nhsNumber, odsCode, email } = asked;
    if (!this.#isPatient(asked)) return 'NOT_REGISTERED';
    const said = this.#says.get(nhsNumber);
    if (said === 'EMAIL_NOT_VALID' ? this.#emailOf(nhsNumber) !== email : said) return said as Word;
    return this.#accounts.get(nhsNumber) ?? this.#make(nhsNumber, { odsCode });
  }

  check(asked: Asked & Pick<OnlineAccount, 'accountId' | 'linkageKey'>): 'good' | Word {
    const { nhsNumber, odsCode, accountId, linkageKey } = asked;
    if (!this.#isPatient(asked)) return 'NOT_REGISTERED';
    const known = this.#accounts.get(nhsNumber);
    if (!known || known.accountId !== accountId || known.linkageKey !== linkageKey) return 'UNKNOWN_KEY';
    if (known.odsCode !== odsCode) return 'NOT_REGISTERED';
    if (known.used) return 'ALREADY_USED';
    if (known.printedAt && Date.now() - known.printedAt > twoWeeks) return 'EXPIRED';
    const said = this.#says.get(nhsNumber);
    return said === 'EXPIRED' || said === 'NO_ONLINE_ACCESS' ? said : 'good';
  }

  #isPatient({ nhsNumber, familyName, birthDate, odsCode }: Asked): boolean {
    const record = this.records.current(nhsNumber);
    const sameName = record?.name.some(({ family }) => family.toLowerCase() === familyName.toLowerCase());
    return Boolean(sameName) && record?.birthDate === birthDate && this.practiceOf(nhsNumber) === odsCode;
  }

  #emailOf(nhsNumber: string): string | undefined {
    const held = this.records
      .current(nhsNumber)
      ?.telecom?.find(({ system, period }) => system === 'email' && !period?.end);
    return held?.value.trim().toLowerCase();
  }

  #make(nhsNumber: string, more: Pick<OnlineAccount, 'odsCode' | 'printedAt'>): OnlineAccount {
    const pick = (count: number) => Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('');
    const made = { ...more, accountId: String(randomInt(1_000_000, 9_999_999)), linkageKey: pick(12), used: false };
    this.#accounts.set(nhsNumber, made);
    return made;
  }
}
