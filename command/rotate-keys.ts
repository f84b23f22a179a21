import { signingKeyMaker } from '../platform/keys/make-signing-key.js';
import { resealScheduleId } from '../workflows/reseal/messages.js';
import { Refused, type Subcommand, UsageError } from './command.js';
import { flags, type Order, ordering, orderOf } from './flags.js';
import { demandMigrated, noted, type Opened, opened } from './open.js';
import { payloadKeys } from './payload-keys.js';

/** Signing keys out of turn, and the sealing anew; both go on by themselves otherwise. */
export const rotateKeys: Subcommand = {
  usage: 'rotate-keys [--payloads | --next | --compromised | --reseal] [--by NAME --reason TEXT]',
  more: `Says which signing keys there are. --payloads: says instead which keys of PAYLOAD_KEY running workflows still need; ends with 1 where
one is not in the setting. --next: makes the next signing keys now, which sign a day later, as the schedule would in its time. --compromised:
others may have the keys that sign: new ones sign at once, and what the old ones signed counts no more. --reseal: seals anew now what lies
under an older SEALING_KEY, and does not wait for the hour.`,
  run: ({ args, env, say }) =>
    opened({ env }, async (all) => {
      const { store } = all;
      const kinds = {
        payloads: { type: 'boolean' },
        next: { type: 'boolean' },
        compromised: { type: 'boolean' },
        reseal: { type: 'boolean' },
      } as const;
      const { values } = flags(args, { ...ordering, ...kinds });
      const { payloads, next, compromised, reseal } = values;
      if ([payloads, next, compromised, reseal].filter(Boolean).length > 1)
        throw new UsageError('One of them at a time');
      await demandMigrated(store);
      if (payloads) return payloadKeys(all, say);
      if (next || compromised) await rotate(all, orderOf(values), next ? 'next' : 'compromised');
      if (reseal) await beginResealing(all, orderOf(values));
      const keys = await store.signingKeys.states(new Date());
      const lines = keys.map(
        ({ kid, kind, state, signsFrom }) => `${kid} (${kind}): ${state}, signs from ${signsFrom.toISOString()}`,
      );
      if (reseal) lines.push('Sealing anew was begun; the log of the worker says when it is done.');
      return { ok: true, lines: lines.length > 0 ? lines : ['There are no signing keys yet.'], json: { keys } };
    }),
};

async function rotate({ store, config }: Opened, order: Order, how: 'next' | 'compromised'): Promise<void> {
  if ((await store.signingKeys.states(new Date())).length === 0) {
    throw new Refused('There are no signing keys yet: api makes the first ones when it starts.');
  }
  await noted(store, order, { action: 'signing-keys.rotate_ordered', details: { how } });
  const make = signingKeyMaker(config.environment);
  const { made } =
    how === 'next'
      ? await store.signingKeys.rotate(new Date(), 0, make)
      : await store.signingKeys.replaceAll(new Date(), make);
  if (made.length === 0) throw new Refused('The next keys are made already, and sign within a day.');
}

async function beginResealing({ store, temporal }: Opened, order: Order): Promise<void> {
  await noted(store, order, { action: 'sealing-keys.reseal_ordered' });
  const schedule = temporal.client.schedule.getHandle(resealScheduleId);
  await schedule.trigger().catch(() => {
    throw new Refused('It could not be begun: does the worker run, and Temporal answer? See `surety health`.');
  });
}
