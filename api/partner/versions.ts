import type { Partner } from '../../store/partners/partners.js';
import { PartnerProblem } from '../http/problem-table.js';

/**
 * The dated versions of the partner API, oldest first, each with what changed. New fields of answers, new operations, new states' reasons
 * and new problems may come at any time; whatever could break a program gets a new date.
 */
export const versions = [{ date: '2026-11-23', changes: ['The first version.'] }] as const;

export const versionDates: readonly string[] = versions.map(({ date }) => date);

/**
 * The version a request is answered in: the one it names, else the partner's own, else the oldest, so that a later one changes nothing for
 * those who never asked for it.
 * @throws PartnerProblem
 */
export function versionOf(header: string | undefined, { apiVersion }: Pick<Partner, 'apiVersion'>): string {
  const version = header ?? apiVersion ?? versions[0].date;
  if (!versionDates.includes(version)) throw new PartnerProblem('version_not_known');
  return version;
}
