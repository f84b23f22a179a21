import { day } from '../../domain/clock.js';
import type { Change } from '../../domain/insight/incident.js';
import type { Store } from '../../store/database.js';

/** Entries of a service’s history that say who looks after it: nobody on the way notices those. */
const unnoticed = /invited|joined|role|member|go_live|webhook|incident|refused|linkage/;
/** What staff set for everybody, where people on the way may notice it. */
const forEverybody = [
  'automation.changed',
  'email-domain.blocked',
  'email-domain.unblocked',
  'notice.changed',
  'notice.ended',
  'notice.written',
  'review-time.changed',
];
const mostEntries = 100;

/**
 * What changed for a partner’s people around a moment: releases, as the deploy told them or as the first traffic of one shows, and changed settings, the
 * service’s and those for everybody, which the audit knows.
 */
export async function changesAround(
  { audit, releases, rollUps }: Pick<Store, 'audit' | 'releases' | 'rollUps'>,
  partnerId: string,
  since: Date,
  now: Date,
): Promise<Change[]> {
  const from = new Date(since.getTime() - day);
  const seen = await rollUps.figures({ span: 'hour', from, to: now }, ['release', 'hour']);
  const oldest = Math.min(...seen.flatMap(({ hour }) => hour?.getTime() ?? []));
  const before = new Set(seen.filter(({ hour }) => hour?.getTime() === oldest).map(({ release }) => release));
  const firstSeen = new Map<string, Date>();
  for (const { release, hour } of seen) {
    if (!release || !hour || before.has(release)) continue;
    const earlier = firstSeen.get(release);
    if (!earlier || hour < earlier) firstSeen.set(release, hour);
  }
  await releases.put([...firstSeen].map(([_id, at]) => ({ _id, at })));
  const told = await releases.between(from, now);
  const settings = (await audit.ofService(partnerId, mostEntries)).filter(
    ({ at, action }) => at >= from && at <= now && !unnoticed.test(action),
  );
  const global = await audit.ofKinds(forEverybody, { from, to: now }, mostEntries);
  return [
    ...told.map(({ _id: name, at }) => ({ kind: 'release' as const, name, at })),
    ...[...settings, ...global].map(({ action, at }) => ({ kind: 'setting' as const, name: action, at })),
  ];
}
