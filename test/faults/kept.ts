import { setTimeout as sleep } from 'node:timers/promises';
import type { Traveller } from '../../bench/http-person.js';
import type { Product } from '../support/product/product.js';
import { openProductStore } from '../support/store/product-store.js';

/** What must be true after any faults, and what was counted on the way. */
export interface Kept {
  /** Everything that was lost or happened twice: empty, or it is a fault of ours. */
  readonly broken: string[];
  readonly messages: number;
  /** Mails of which a second copy arrived, with the same Message-ID: the window that no sender can close. */
  readonly secondCopies: number;
}

/** What happens once for each person, whatever is killed: audit actions with how often. */
const once: Readonly<Record<string, number>> = {
  'account.created': 1,
  'level.raised': 2,
  'face-data.agreed': 1,
  'face.compared': 1,
  'review.opened': 1,
  'review.decided': 1,
  'review.delivered': 1,
};

/** Looks into the store and the inbox after somebody was verified by a checker. */
export async function whatWasKept(product: Product, who: Traveller): Promise<Kept> {
  const store = await openProductStore(product);
  try {
    const broken: string[] = [];
    const expect = (what: string, is: unknown, wanted: unknown) => {
      if (is !== wanted) broken.push(`${what}: ${is}, not ${wanted}`);
    };
    const { db } = store.tools;
    const account = await store.accounts.byEmail(who.email);
    const accountId = account?._id ?? '';
    expect('level', account?.level, 'P9');
    expect('P5 proved by', account?.proofs?.P5?.how, 'pds-trace');
    expect('P9 proved by', account?.proofs?.P9?.how, 'review');

    // Whoever delivered the decision may have been killed before that was written down: then it is delivered again, to no effect.
    const undelivered = () => db.collection('reviews').countDocuments({ accountId, undelivered: true });
    for (let waited = 0; (await undelivered()) > 0 && waited < 60_000; waited += 250) await sleep(250);
    const audit = await db.collection('audit').find({ accountId }).toArray();
    for (const [action, times] of Object.entries(once)) {
      expect(`audit ${action}`, audit.filter((entry) => entry.action === action).length, times);
    }
    const cases = await db.collection('cases').find({ accountId }).toArray();
    expect('cases', cases.map(({ step }) => step).join(), 'verified');
    const reviews = await db.collection('reviews').find({ accountId }).toArray();
    expect('decisions', reviews.map(({ decision }) => decision?.outcome).join(), 'pass');
    expect('attempts', Object.values(cases[0]?.attempts ?? {}).join(), '1,1,1');

    const { lookup } = store.tools;
    const recipients = [lookup.lookup('email', who.email), lookup.lookup('mobile', who.mobile)];
    const inTime = { recipient: { $in: recipients }, status: { $in: ['put', 'sending'] } };
    const rows = db.collection('messages');
    for (let waited = 0; (await rows.countDocuments(inTime)) > 0 && waited < 60_000; waited += 250) await sleep(250);
    expect('messages that still wait', await rows.countDocuments(inTime), 0);
    const templates = await rows.find({ recipient: { $in: recipients } }).toArray();
    for (const template of ['in-review', 'verified']) {
      expect(`${template} notices`, templates.filter((row) => row.template === template).length, 2);
    }

    const { inbox } = product.devServer;
    const arrived = [...inbox.list(who.email), ...inbox.list(who.mobile)];
    const copies = new Map<string, number>();
    for (const { kind, reference } of arrived) {
      const key = `${kind} ${reference}`;
      copies.set(key, (copies.get(key) ?? 0) + 1);
    }
    expect('messages arrived', copies.size, templates.filter(({ status }) => status !== 'expired').length);
    const twice = [...copies].filter(([, count]) => count > 1);
    for (const [key, count] of twice) {
      const claims = Math.max(...templates.map((row) => row.claims));
      // A second copy follows from a second claim, and only mail has one.
      if (key.startsWith('sms') || count > claims) broken.push(`${key} arrived ${count} times`);
    }
    const faults = product.logs().match(/Nondeterminism|DeterminismViolation|TMPRL1100/);
    if (faults) broken.push(`a worker's log says ${faults[0]}`);
    return { broken, messages: copies.size, secondCopies: twice.length };
  } finally {
    await store.close();
  }
}
