import type { AuditRow } from '../../../store/audit/audit.js';

/** The columns of an export, in their order. */
const columns = [
  ...(['number', 'at', 'actor_kind', 'actor', 'action', 'account', 'case', 'review', 'journey', 'service'] as const),
  ...(['details', 'id', 'mac', 'hash'] as const),
];

type Line = Record<(typeof columns)[number], unknown>;

function lineOf(row: AuditRow): Line {
  const { _id: id, at, actor, action, accountId, caseId, reviewId, journeyId, serviceId, details, mac, seal } = row;
  return {
    ...{ number: seal?.number, at: at.toISOString(), actor_kind: actor.kind, actor: actor.id, action },
    ...{ account: accountId, case: caseId, review: reviewId, journey: journeyId, service: serviceId },
    ...{ details, id, mac, hash: seal?.hash },
  };
}

/** Entries as lines of JSON. */
export async function* ndjson(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(lineOf(row))}\n`;
}

/** Entries as CSV (RFC 4180), the names of the columns first. */
export async function* csv(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  for await (const row of rows) {
    const line = lineOf(row);
    yield `${columns.map((column) => cell(line[column])).join(',')}\r\n`;
  }
}

/** A spreadsheet must not take a text for a formula. */
function cell(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
