import { describe, expect } from '@jest/globals';
import { documentNumberOf } from '../../support/people/people.js';
import { scanForPersonalData } from '../../support/product/scan-for-personal-data.js';
import { people, product, reference, test } from './place.js';

describe('Everybody who walked here', () => {
  test('leaves no trace in logs, metrics and histories', async () => {
    const { found, searched } = await scanForPersonalData(product, people, {
      reference: [reference],
      'document number': people.map(documentNumberOf),
    });
    expect(found).toEqual([]);
    expect(people).toHaveLength(2);
    expect(Math.min(searched.logs, searched.metrics)).toBeGreaterThan(5_000);
    expect(searched.payloads).toBeGreaterThan(5_000);
    expect(searched.workflows).toBeGreaterThanOrEqual(2 * people.length);
  }, 60_000);
});
