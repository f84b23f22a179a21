import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { ownPatient } from '../../support/people/patients.js';
import { knownToPds, newContacts } from '../../support/people/people.js';
import type { Person } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import { begin, journeyOf, leaveBothWays, offered } from './leaving.js';
import { product, screen } from './place.js';
import { decideAs } from './queue.js';
import { at } from './somebody-at.js';
import { withAccount } from './with-account.js';

describe('Where details or pictures do not do however often they are tried', () => {
  test('each answer to details has both ways back, and so has the end of trying', async () => {
    const { visitor, person } = await withAccount(knownToPds('Rahman'));
    const nobody = { ...person, familyName: 'Nobody' };
    await begin('P5', visitor);
    const tried: string[] = [];
    const tryAs = async (who: Person) => {
      if (tried.length > 0) {
        await visitor.send({ action: 'details' });
        await visitor.open(`${journeyOf(visitor)}/details?change=1`);
      }
      await visitTo('check', visitor, who);
      await visitor.send({});
      await visitTo(tried.length < 3 ? (who === person ? 'many-matches' : 'no-match') : 'limit-reached', visitor, who);
      tried.push(visitor.page.name);
      if (tried.indexOf(visitor.page.name) === tried.length - 1) await leaveBothWays(visitor, who, 'P5');
    };
    for (const who of [person, nobody, nobody, nobody]) await tryAs(who);
    expect(tried).toEqual(['many-matches', 'no-match', 'no-match', 'limit-reached']);
  }, 60_000);

  test('a record that another account has, has both ways back', async () => {
    const { person } = await at('partner', 'P5');
    const { visitor, person: second } = await at('duplicate', 'P5', { ...person, ...newContacts() });
    await leaveBothWays(visitor, second, 'P5');
  }, 60_000);

  test('the choice how to go on has both ways back, for a document and for a face', async () => {
    const useless = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    const { visitor, person } = await withAccount({ ...ownPatient(product), passport: useless, facePhoto: useless });
    await begin('P9', visitor);
    for (const page of ['document-attempts', 'face-attempts']) {
      if (page === 'face-attempts') {
        await visitTo('face', visitor, person);
        await leaveBothWays(visitor, person, 'P9');
      }
      await visitTo(page, visitor, person);
      await leaveBothWays(visitor, person, 'P9');
      await visitor.send({ action: 'other' });
      expect([visitor.page.name, offered(visitor)]).toEqual(['other-ways', ['continue-later', 'cancel']]);
      await screen.leave(visitor, page === 'document-attempts' ? 'cancel' : 'continue-later');
      await begin('P9', visitor);
    }
    await visitTo('in-review', visitor, person);
    await decideAs('decline', visitor);
    expect([visitor.page.name, offered(visitor)]).toEqual(['declined', ['return']]);
    expect(await screen.leave(visitor, 'return')).toBe('access_denied: verification_failed');
  }, 90_000);
});
