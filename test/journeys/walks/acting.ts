import { describe, expect, test } from '@jest/globals';
import { riverside } from '../../../dev/partner/who.js';
import type { TestPatient } from '../../../dev/pds/test-patients.js';
import type { DelegationStep } from '../../../domain/delegation/delegation.js';
import { examplePerson, raise } from '../../support/apps/provider-app.js';
import { signedInChecker } from '../../support/people/checker.js';
import { ownPatient } from '../../support/people/patients.js';
import { visitTo } from '../../support/people/visit.js';
import { formsOf, type Visitor } from '../../support/people/visitor.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
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

  test('is for a parent whom the NHS record of the child names, or whose papers a checker has read, and by a power of attorney that two have', async () => {
    const { visitor, id: actorId } = await proved('Anna');
    const at = (page: string) => `${product.suretyUrl}/account/delegations${page}`;
    /** Asks to act for somebody. @returns the id of what then is looked at, and whom it is about */
    const asks = async (basis: 'child' | 'attorney', more: Partial<TestPatient>) => {
      const { givenNames, familyName, birthDate, postcode = '' } = ownPatient(product, more);
      const [year = '', month = '', day = ''] = birthDate.split('-').map((part) => String(Number(part)));
      await visitor.open(at(`/${basis}`));
      await screen.show(visitor);
      const who = { givenNames, familyName, day, month, year, postcode, nhsNumber: '' };
      await visitor.send({ ...who, partners: riverside.id, kinds: 'identity', months: '12' });
      return { id: visitor.page.url.pathname.split('/').at(-1) ?? '', familyName };
    };
    const reached = (id: string, step: DelegationStep) =>
      eventually(async () => (await store.delegations.byId(id))?.step === step);
    /** Sends papers, to which these caseworkers agree, one after the other. */
    const byPapers = async (id: string, checkers: readonly string[]) => {
      await reached(id, 'documents');
      await visitor.open(at(`/${id}/documents`));
      await screen.show(visitor);
      await visitor.upload('photo', [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])]);
      const handIn = formsOf(visitor.page).find(({ action }) => action.endsWith('/hand-in'));
      await visitor.sendForm(handIn ?? { action: '', hidden: {} });
      await reached(id, 'in-review');
      for (const member of checkers) {
        expect((await store.delegations.byId(id))?.step).toBe('in-review');
        const checker = await signedInChecker(product, member);
        await checker.open(`${product.suretyUrl}/casework/delegations/${id}`);
        await screen.show(checker, 'delegation at the desk');
        const decision = formsOf(checker.page).find(({ action }) => action.endsWith('/decision'));
        await checker.sendForm(decision ?? { action: '', hidden: {} }, { action: 'agree' });
      }
      await reached(id, 'live');
    };
    const related = { related: 'Anna Exempli', relatedNhsNumber: examplePerson.nhsNumber };
    await reached((await asks('child', { born: '2019-03-04', ...related })).id, 'live');
    // PDS names nobody as the parent of this one.
    const child = await asks('child', { born: '2020-05-06' });
    await byPapers(child.id, ['checker-ada']);
    const adult = await asks('attorney', {});
    await byPapers(adult.id, ['checker-ada', 'checker-ben']);
    const bases = (await store.delegations.ofActor(actorId)).map(({ basis }) => basis);
    expect(bases.sort()).toEqual(['attorney', 'parent', 'parent']);
    for (const { id, familyName } of [child, adult]) {
      await begin('P9', visitor);
      expect(visitor.page.name).toBe('for-whom');
      await visitor.send({ whom: id });
      expect(visitor.page.name).toBe('partner');
      for (const said of [familyName, actorId]) expect(visitor.page.html).toContain(said);
    }
  }, 60_000);
});
