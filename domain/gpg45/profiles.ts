/** How sure an identity profile makes one of an identity, lowest first. */
export const confidences = ['low', 'medium', 'high', 'very-high'] as const;

export type Confidence = (typeof confidences)[number];

/** Strength and validity of one piece of evidence, 0–4 each. */
export type PieceScore = { strength: number; validity: number };

/** The scores of the five parts of an identity check, 0–4 each; strength and validity belong to a piece of evidence. */
export type Scores = { evidence: readonly PieceScore[]; activity: number; fraud: number; verification: number };

export type Profile = { name: string; confidence: Confidence; needs: Scores };

/** One publication of the profiles: in force from its day until the next one's. */
export type ProfileTable = {
  /** YYYY-MM-DD. */
  from: string;
  version: string;
  source: string;
  profiles: readonly Profile[];
};

const confidenceOf: Readonly<Record<string, Confidence>> = { L: 'low', M: 'medium', H: 'high', V: 'very-high' };

/** From the notation of the tables: `M2B 32+22 1 1 2` is name, strength and validity of each piece, activity, fraud, verification. */
function profile(row: string): Profile {
  const [name = '', pieces = '', activity, fraud, verification] = row.split(' ');
  const evidence = pieces.split('+').map((piece) => ({ strength: Number(piece[0]), validity: Number(piece[1]) }));
  const needs = { evidence, activity: Number(activity), fraud: Number(fraud), verification: Number(verification) };
  return { name, confidence: confidenceOf[name[0] ?? ''] ?? 'low', needs };
}

/**
 * The identity profiles of Good Practice Guide 45, "How to prove and verify someone's identity", section "Identity profiles". A later
 * publication is added as a table of its own with the day from which it is to be used: cases decided before keep the table they name.
 */
export const profileTables: readonly ProfileTable[] = [
  {
    from: '2024-11-14',
    version: '0.4',
    source: 'GPG 45, updated 14 November 2024 (counted as version 0.4), Identity profiles',
    profiles: [
      'L1A 22 0 1 1',
      'L1B 32 0 0 1',
      'L1C 11 3 2 2',
      'L2A 11+11 2 1 2',
      'L2B 11+11 2 2 1',
      'L3A 11+11+11 2 1 1',
      'M1A 42 0 1 2',
      'M1B 32 1 2 2',
      'M1C 33 0 0 3',
      'M1D 22 2 1 3',
      'M2A 22+22 3 2 2',
      'M2B 32+22 1 1 2',
      'M2C 32+22 0 1 3',
      'M3A 22+22+22 2 2 2',
      'H1A 43 0 1 3',
      'H1B 33 2 1 3',
      'H1C 43 0 0 4',
      'H2A 22+22 3 2 3',
      'H2B 42+32 0 2 3',
      'H2C 33+22 1 1 3',
      'H2D 33+22 0 1 3',
      'H2E 43+33 0 0 3',
      'H3A 22+22+22 2 2 3',
      'V1A 43 0 3 3',
      'V1B 44 0 1 3',
      'V1C 43 1 1 4',
      'V1D 44 0 0 4',
      'V2A 33+33 3 2 3',
      'V2B 43+33 0 2 3',
      'V2C 43+22 2 2 3',
      'V2D 44+44 0 0 3',
      'V3A 33+22+22 3 3 3',
    ].map(profile),
  },
];

/** The table in force on a day (YYYY-MM-DD); before the first one's day, the first. */
export function profilesOn(date: string): ProfileTable {
  const table = profileTables.findLast(({ from }) => from <= date) ?? profileTables[0];
  if (!table) throw new RangeError('no table of profiles');
  return table;
}
