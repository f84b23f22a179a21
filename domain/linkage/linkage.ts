import { day, hour, minute } from '../clock.js';

/**
 * What connects a person to the online service of their GP surgery: the surgery's code, the account there and the key to it. The claims
 * `gp_ods_code`, `gp_user_id` and `gp_linkage_key`.
 */
export type LinkageKeys = { odsCode: string; userId: string; key: string };

/** What the person can do about a problem, beside going on without the keys. */
export type LinkageWay = 'again' | 'contact' | 'paper';

/**
 * Why there are no keys: codes that partners get as `gp_linkage_problem`. `from`: what the GP system says where this is its word.
 * `passes`: nothing that the person did; their next sign-in tries again by itself.
 */
export const linkageProblemTable = {
  linkage_key_used: {
    from: 'ALREADY_USED',
    ways: ['paper', 'again'],
    meaning: 'The key works once, and was used already. The surgery makes a new one.',
  },
  linkage_email_not_valid: {
    from: 'EMAIL_NOT_VALID',
    ways: ['contact', 'again', 'paper'],
    meaning:
      'The GP system does not take the email address that the person signs in with: their NHS record has another one.',
  },
  linkage_cannot_connect: {
    from: 'NO_ONLINE_ACCESS',
    ways: ['paper', 'again'],
    meaning:
      'The surgery has not opened its online service to the person, or has linked somebody else to their record.',
  },
  linkage_moved_practice: {
    from: 'NOT_REGISTERED',
    ways: ['again', 'paper'],
    meaning: 'The person is not, or not any more, a patient of the surgery that the key is of.',
  },
  linkage_key_expired: {
    from: 'EXPIRED',
    ways: ['paper', 'again'],
    meaning: 'The key has expired: a printed one is good for two weeks.',
  },
  linkage_key_wrong: {
    from: 'UNKNOWN_KEY',
    ways: ['paper'],
    meaning: 'The GP system knows no such key for this person.',
  },
  linkage_no_practice: { ways: ['again'], meaning: 'The NHS record names no GP surgery.' },
  linkage_unavailable: { ways: ['again', 'paper'], passes: true, meaning: 'PDS or the GP system did not answer.' },
  linkage_loop: {
    ways: [],
    meaning: 'The same key was got again and again, and rejected each time: it is not given out any more for now.',
  },
} as const satisfies Record<string, { from?: string; ways: readonly LinkageWay[]; passes?: true; meaning: string }>;

export type LinkageProblem = keyof typeof linkageProblemTable;

export const linkageProblems = Object.keys(linkageProblemTable) as LinkageProblem[];

/** The problem that a word of the GP system stands for; undefined for a word that it does not have. */
export function problemFrom(word: string): LinkageProblem | undefined {
  return linkageProblems.find((problem) => (linkageProblemTable[problem] as { from?: string }).from === word);
}

export const waysOutOf = (problem: LinkageProblem): readonly LinkageWay[] => linkageProblemTable[problem].ways;

/** Whether the next sign-in tries again by itself. */
export const passesByItself = (problem: LinkageProblem): boolean => 'passes' in linkageProblemTable[problem];

/** Keys lie here, sealed, until a code and an access token made of it have ended; then they are erased. */
export const keysKeptFor = 15 * minute;

/** A connection that nobody goes on with ends after this long. */
export const linkageEnds = hour;

/** Paper keys that one connection takes: they are typed, and could be guessed. */
export const paperTries = 5;

/** The same key, so often released to a partner (which asked again) or rejected by the GP system within `loopWithin`, is a loop. */
export const loopAfter = 3;
export const loopWithin = 7 * day;

/**
 * `reading`: the GP system is asked; `checking`: a paper key is looked at; `problem`: the person chooses what to do; `ready`: keys lie
 * ready to be released; `ended`: nobody went on with it, or the keys are erased.
 */
export type LinkageStep = 'reading' | 'checking' | 'problem' | 'ready' | 'ended';

/** The public state that the workflow of a linkage projects: nothing personal, and no key. */
export type LinkageState = {
  id: string;
  accountId: string;
  partnerId: string;
  version: number;
  epoch: number;
  step: LinkageStep;
  nonce: string;
  problem?: LinkageProblem;
  /** Paper keys that may still be tried. */
  triesLeft?: number;
  updatedAt: number;
};

/** A code of a GP surgery, as the Organisation Data Service gives them: a letter and five digits, or newer kinds of 3 to 10 characters. */
const odsCode = /^[A-Z][A-Z0-9]{2,9}$/;

/** What the person typed from paper: spaces and case do not count in the code; keys are taken as they are, without spaces around. */
export function parsePaperKey(typed: Record<keyof LinkageKeys, string>): {
  keys: LinkageKeys;
  errors: Partial<Record<keyof LinkageKeys, 'missing' | 'format'>>;
} {
  const keys = {
    odsCode: typed.odsCode.replaceAll(/\s/g, '').toUpperCase(),
    userId: typed.userId.trim(),
    key: typed.key.trim(),
  };
  const errors: Partial<Record<keyof LinkageKeys, 'missing' | 'format'>> = {};
  for (const field of ['odsCode', 'userId', 'key'] as const) {
    if (keys[field] === '') errors[field] = 'missing';
    else if (field === 'odsCode' ? !odsCode.test(keys.odsCode) : !/^[\x21-\x7e]{3,40}$/.test(keys[field])) {
      errors[field] = 'format';
    }
  }
  return { keys, errors };
}
