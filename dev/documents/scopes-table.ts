import { type Scope, scopeTable } from '../../domain/claims/claims.js';

/** What each scope releases, and from which level on. */
export function scopesTable(): string {
  const rows = (Object.keys(scopeTable) as Scope[]).map((scope) => {
    const { from, claims } = scopeTable[scope];
    return `| \`${scope}\` | ${from} | ${claims.map((claim) => `\`${claim}\``).join(', ')} |`;
  });
  return ['| Scope | From level | Claims |', '| --- | --- | --- |', ...rows].join('\n');
}
