/** What the page of statistics is given: of a month with everything in it, and of one in which nothing has happened. */
export const statisticsSample = {
  period: { name: '2026-10', text: 'October 2026' },
  periods: [{ name: '2026-10', text: 'October 2026' }],
  ...{ told: true, open: false, owner: true, reads: false },
  levels: ['all', 'P0', 'P5', 'P9'].map((level) => ({
    level,
    figures: ['landed', 'started', 'succeeded', 'returned'].map((kind) => ({
      kind,
      own: '1,234',
      all: kind === 'landed' ? '123,000' : undefined,
    })),
    shares: [
      { kind: 'started', own: { text: '80%', length: 80 }, all: { text: '75%', length: 75 } },
      { kind: 'succeeded', own: { text: '60%', length: 60 } },
    ],
  })),
  times: [
    { step: 'document', own: '4:05', all: '5:10' },
    { step: 'second-way', own: '0:20' },
  ],
  reasons: [{ name: 'Caseworker: The date of birth differs from PDS', own: '12', all: '1,200' }],
  others: [
    {
      name: 'Another surgery',
      figures: ['landed', 'started', 'succeeded', 'returned'].map((kind) => ({ kind, own: '1,234' })),
    },
  ],
};

export const noStatisticsSample = {
  period: { name: '2026-11', text: 'November 2026' },
  ...{
    periods: [],
    told: false,
    open: true,
    owner: false,
    reads: true,
    levels: [],
    times: [],
    reasons: [],
    others: [],
  },
};
