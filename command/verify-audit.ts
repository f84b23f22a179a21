import { createLookup } from '../platform/keys/lookup.js';
import { openConfig } from '../platform/settings/config.js';
import { openAudit } from '../store/audit/open-audit.js';
import { type BrokenEntry, verifyAudit as verify } from '../store/audit/verify-audit.js';
import { type Subcommand, UsageError } from './command.js';
import { flags } from './flags.js';

/** Walks the whole audit; with the keyed hashes of entries and of the chain it shows what was changed, taken out, put in or moved. */
export const verifyAudit: Subcommand = {
  usage: 'verify-audit [--head NUMBER:HASH]',
  more: `Walks the whole audit and says whether it is as it was written; ends with 1 where it is not, and names the first entry that is wrong.
Reads only. --head: an end of the audit noted earlier, from here or from the log of api.`,
  run: async ({ args, env }) => {
    const { values } = flags(args, { head: { type: 'string' } });
    const known = values.head === undefined ? undefined : /^(\d+):([\w-]{43})$/.exec(values.head);
    if (known === null) throw new UsageError('--head takes NUMBER:HASH, as this command or the log of api has said it');
    const config = await openConfig(env, 'checks');
    const audit = await openAudit(config, createLookup(config.lookupKey, config.environment));
    const report = await verify(audit, known && { number: Number(known[1]), hash: known[2] as string });
    await audit.close();

    const { broken, sealed, unsealed, oldestUnsealed, head } = report;
    if (broken) {
      const lines = [`The audit is broken: ${sentence(broken)}`, `${sealed} entries before it are right.`];
      return { ok: false, lines, json: report };
    }
    const waiting = oldestUnsealed ? `, the oldest of ${oldestUnsealed.toISOString()}` : '';
    const lines = [
      `The audit is whole: ${sealed} sealed entries; ${unsealed} wait to be sealed${waiting}.`,
      `It ends with ${head.number}:${head.hash}`,
    ];
    return { ok: true, lines, json: report };
  },
};

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
