import { report } from '../report.js';
import { shareOf, told } from './bounds.js';
import type { Outcome } from './outcome.js';

/** APCER for each attack; for filmed scans of living people BPCER. A presentation that a person is asked about is no error of the machine. */
export function tabulate(json: boolean, attacks: readonly Outcome[], filmed: readonly Outcome[]): void {
  const rows = [...new Set(attacks.map(({ attack }) => attack))].map((attack) => {
    const all = attacks.filter((one) => one.attack === attack);
    const of = (result: Outcome['result']) => all.filter((one) => one.result === result).length;
    return {
      attack,
      presentations: all.length,
      accepted: of('accepted'),
      referred: of('referred'),
      refused: of('refused'),
      apcer: told(shareOf(of('accepted'), all.length)),
      mostly: mostly(all),
    };
  });
  const living = filmed.filter(({ result }) => result !== 'accepted').length;
  const bpcer =
    filmed.length > 0 ? told(shareOf(living, filmed.length)) : 'not measured: no filmed scans given (--filmed=DIR)';
  report(json, 'liveness', 'Attacks on the face scan; APCER with 95 % bounds', rows);
  report(json, 'living', 'Living people', [{ scans: 'filmed', count: filmed.length, bpcer }]);
}

/** The commonest reason or sign. */
function mostly(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { why } of outcomes) for (const one of why) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}
