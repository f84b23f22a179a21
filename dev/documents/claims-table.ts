import { type ClaimName, claimTable, type Standing } from '../../domain/claims/claim-table.js';
import { type Scope, scopeTable } from '../../domain/claims/claims.js';

/** How sure a claim is, at P5 and at P9, in the words of the documents. */
const sureness: Readonly<Record<Standing, readonly [string, string]>> = {
  given: ['Surety’s word', 'Surety’s word'],
  verified: ['verified', 'verified'],
  identity: ['**claimed**', '**verified**'],
  record: ['of a claimed record', 'of their record'],
  partner: ['yours', 'yours'],
};

/** Every claim: the scopes that release it, from which level, how sure it is, where it comes from, an example. */
export function claimsTable(): string {
  const rows = (Object.keys(claimTable) as ClaimName[]).map((name) => {
    const { standing, source, example } = claimTable[name];
    const scopes = (Object.keys(scopeTable) as Scope[]).filter((scope) =>
      scopeTable[scope].claims.some((claim) => claim === name),
    );
    const from = scopes.map((scope) => scopeTable[scope].from).sort()[0] ?? 'P0';
    const [p5, p9] = sureness[standing];
    const shown = example === undefined ? '' : `\`${JSON.stringify(example)}\``;
    return `| \`${name}\` | ${scopes.map((scope) => `\`${scope}\``).join(', ') || '`openid`'} | ${from} | ${p5} | ${p9} | ${source} | ${shown} |`;
  });
  const head = '| Claim | Scope | From level | At P5 | At P9 | Where it comes from | Example |';
  return [head, '| --- | --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}
