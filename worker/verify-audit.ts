import { parseArgs } from 'node:util';
import { loadConfig } from '../platform/config.js';
import { createLookup } from '../platform/lookup.js';
import { openAudit } from '../store/open-audit.js';
import { type BrokenEntry, verifyAudit } from '../store/verify-audit.js';

const usage = `verify-audit [--head NUMBER:HASH] [--json]
Walks the whole audit and says whether it is as it was written; exits with 1 where it is not, and names the first entry that is wrong.
Reads only, with the settings of the checks process. --head: an end of the audit noted earlier, from here or from the log of api.
`;

const { values } = parseArgs({ options: { head: { type: 'string' }, json: { type: 'boolean' } } });
const known = values.head === undefined ? undefined : /^(\d+):([\w-]{43})$/.exec(values.head);
if (known === null) {
  process.stderr.write(usage);
  process.exit(2);
}

const config = loadConfig(process.env, 'checks');
const audit = await openAudit(config, createLookup(config.lookupKey, config.environment));
const report = await verifyAudit(audit, known && { number: Number(known[1]), hash: known[2] as string });
await audit.close();

const { broken, sealed, unsealed, oldestUnsealed, head } = report;
if (values.json) {
  process.stdout.write(`${JSON.stringify(report)}\n`);
} else if (broken) {
  process.stdout.write(`The audit is broken: ${sentence(broken)}\n${sealed} entries before it are right.\n`);
} else {
  const waiting = oldestUnsealed ? `, the oldest of ${oldestUnsealed.toISOString()}` : '';
  process.stdout.write(`The audit is whole: ${sealed} sealed entries; ${unsealed} wait to be sealed${waiting}.\n`);
  process.stdout.write(`It ends with ${head.number}:${head.hash}\n`);
}
process.exitCode = broken ? 1 : 0;

function sentence({ number, id, what }: BrokenEntry): string {
  const entry = [number === undefined ? 'an entry' : `entry ${number}`, ...(id ? [`(${id})`] : [])].join(' ');
  const sentences = {
    changed: `${entry} is not as it was written, or was written by somebody without the key.`,
    missing: `${entry} is missing.`,
    moved: `${entry} does not follow the one before it.`,
    outside: `${entry} has a place that it was never given.`,
    cut: `${entry} is not the one that was noted there: what follows was cut off, or written anew.`,
  };
  return sentences[what];
}
