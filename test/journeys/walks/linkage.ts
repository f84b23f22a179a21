import { expect } from '@jest/globals';
import type { Person } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import type { Visitor } from '../../support/people/visitor.js';
import { known, offered, toldOf } from './leaving.js';
import { product, screen, store } from './place.js';

/** Comes from the partner's link that connects to the GP surgery, and waits until the page says something. */
async function connect(visitor: Visitor, person: Person): Promise<void> {
  await visitor.open(`${product.devUrl}/login?level=P9&gp=yes`);
  await visitTo('linkage', visitor, known(person));
}

/** Where the surgery gives no key, the page leads back; a key from its desk leads on. @param visitor somebody signed in who has reached P5 */
export async function connectToSurgery(visitor: Visitor, person: Person): Promise<void> {
  const account = await store.accounts.byEmail(person.email);
  if (!account) throw new Error('nobody has registered');
  const identity = store.accounts.identity(account);
  const nhsNumber = identity?.nhsNumber ?? '';
  const proof = { epoch: account.epoch, caseId: account._id, how: 'M1A', now: new Date() };
  await store.accounts.raiseLevel({ accountId: account._id, level: 'P9', identity, ...proof });
  const atDesk = (does: string) =>
    fetch(`${product.devUrl}/gp/desk`, { method: 'POST', body: new URLSearchParams({ nhsNumber, does }) });

  await atDesk('NO_ONLINE_ACCESS');
  await connect(visitor, person);
  expect([visitor.page.html.includes('linkage_cannot_connect'), offered(visitor)]).toEqual([true, ['cancel']]);
  expect(await screen.leave(visitor, 'cancel')).toBe(toldOf.cancel);

  await atDesk('');
  await atDesk('print');
  const desk = await (await fetch(`${product.devUrl}/gp/desk`)).text();
  const row = desk.split('<tr>').find((one) => one.includes(nhsNumber)) ?? '';
  const [, odsCode = '', userId = '', key = ''] = /ODS code (\S+), account ID (\d+), linkage key (\w+)/.exec(row) ?? [];
  await atDesk('NO_ONLINE_ACCESS');
  await connect(visitor, person);
  await atDesk('');
  await visitor.open(`${visitor.page.url.href}-key`);
  await screen.show(visitor);
  await visitor.send({ odsCode, userId, key });
  await visitTo('partner', visitor, person);
  expect(visitor.page.html).toContain(key);
}
