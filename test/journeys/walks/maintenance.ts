import { describe, expect, test } from '@jest/globals';
import { ownPatient } from '../../support/people/patients.js';
import { visitTo } from '../../support/people/visit.js';
import { begin } from './leaving.js';
import { product, screen } from './place.js';

describe('Maintenance', () => {
  test('says until when, holds what was typed, and goes on afterwards', async () => {
    const person = ownPatient(product);
    const visitor = await begin('P5');
    await visitTo('details', visitor, person);
    await product.kill('api');
    product.settings.MAINTENANCE_UNTIL = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 16)}Z`;
    await product.start('api');
    await visitor.open(visitor.page.url.href);
    expect(visitor.page.status).toBe(503);
    expect(await screen.meets('maintenance', visitor)).not.toEqual([]);
    await product.kill('api');
    delete product.settings.MAINTENANCE_UNTIL;
    await product.start('api');
    await visitor.open(visitor.page.url.href);
    expect(visitor.page.name).toBe('details');
  }, 60_000);
});
