import { describe, expect, test } from '@jest/globals';
import { riverside } from '../../../dev/partner/who.js';
import { ownPatient } from '../../support/patients.js';
import { examplePerson, raise } from '../../support/provider-app.js';
import { visitTo } from '../../support/visit.js';
import type { Visitor } from '../../support/visitor.js';
import { begin, offered, toldOf } from './leaving.js';
import { product, screen, store } from './place.js';

/** Somebody who has just made an account, and has proved who they are since. */
async function proved(givenName: string): Promise<{ visitor: Visitor; email: string; id: string }> {
  const person = ownPatient(product);
  const visitor = await begin('P0');
  await visitTo('partner', visitor, person);
  const { _id: id } = (await store.accounts.byEmail(person.email)) ?? { _id: '' };
  await raise(store, id, 'P9', { ...examplePerson, givenNames: [givenName] });
  return { visitor, email: person.email, id };
}

describe('Acting for somebody else', () => {
  test('is asked for by one, agreed to by the other, chosen at the partner, and ended', async () => {
    const [helper, helped] = [await proved('Anna'), await proved('Rosa')];
    const at = (page: string) => `${product.suretyUrl}/account/delegations${page}`;
    const scope = { partners: riverside.id, kinds: 'identity', months: '12' };
    const id = async () => (await store.delegations.ofActor(helper.id))[0]?.id;

    await helper.visitor.open(at('/ask'));
    await screen.show(helper.visitor);
    await helper.visitor.send({ email: helped.email, ...scope });
    await screen.show(helper.visitor, 'delegation');
    await helped.visitor.open(at(''));
    expect(helped.visitor.page.html).toContain(`/account/delegations/${await id()}/answer`);
    await screen.show(helped.visitor);
    await helped.visitor.open(at(`/${await id()}/answer`));
    await screen.show(helped.visitor);
    await helped.visitor.send({ action: 'approve', ...scope });
    expect(helped.visitor.page.html).toContain('Can be used');

    await begin('P9', helper.visitor);
    expect([helper.visitor.page.name, offered(helper.visitor)]).toEqual(['for-whom', ['cancel']]);
    expect(await screen.leave(helper.visitor, 'cancel')).toBe(toldOf.cancel);
    await begin('P9', helper.visitor);
    await helper.visitor.send({ whom: (await id()) ?? '' });
    expect(helper.visitor.page.name).toBe('partner');
    for (const said of [helped.id, 'act', helper.id, 'Rosa']) expect(helper.visitor.page.html).toContain(said);
    expect(helper.visitor.page.html).not.toContain('Anna');

    await helped.visitor.open(at(`/${await id()}?end=1`));
    await helped.visitor.send({});
    expect(helped.visitor.page.html).toContain('It was ended');
    await begin('P9', helper.visitor);
    expect(helper.visitor.page.name).not.toBe('for-whom');
  }, 60_000);
});
