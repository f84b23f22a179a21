import { describe, expect, test } from '@jest/globals';
import { samplePerson } from '../../../dev/specimens/people.js';
import { pagesTo } from '../../../domain/journey/journey-length.js';
import { fieldsOf, lengthsDocument, type WalkedPage } from '../../support/documents/lengths.js';
import { ownPatient } from '../../support/people/patients.js';
import { withPassport } from '../../support/people/people.js';
import { begin, crawl, leaveAndReturn, offered } from './leaving.js';
import { product, screen } from './place.js';

describe('At each step of the way to P9', () => {
  test('both ways back tell the partner so, and its button leads back to the same step', async () => {
    const passport = await withPassport(ownPatient(product), 0);
    const person = { ...passport, facePhoto: (await samplePerson(0)).photo };
    const visitor = await begin('P9');
    // Somebody who registers gets ten codes an hour: enough to leave each page once.
    const pages: WalkedPage[] = [];
    const seen = (name: string, html: string) => void pages.push({ name, fields: fieldsOf(html) });
    await crawl('details', visitor, person, ['cancel'], 'P9', seen);
    await crawl('in-review', visitor, person, ['cancel', 'continue-later'], 'P9', seen);
    const { says, should, missed } = lengthsDocument(pages);
    expect(missed).toEqual([]);
    expect(pages.map(({ name }) => name).filter((name) => name !== 'checking')).toEqual(pagesTo('P9'));
    expect(says).toBe(should);
    expect(offered(visitor)).toEqual(['return', 'cancel']);
    await leaveAndReturn(visitor, person, 'return', 'P9');
    await leaveAndReturn(visitor, person, 'cancel', 'P9');
    await visitor.open('/account');
    expect(visitor.page.html).toContain('/journey/');
    await screen.show(visitor);
    expect(await screen.meets('settings', visitor)).toEqual(expect.arrayContaining(['return']));
  }, 240_000);

  test('continuing later is there from the first answer that is worth keeping', async () => {
    await crawl('details', await begin('P9'), ownPatient(product), ['continue-later'], 'P9');
  }, 120_000);
});
