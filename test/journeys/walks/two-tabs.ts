import { describe, expect, test } from '@jest/globals';
import { termsVersion } from '../../../domain/journey/next-step.js';
import { visitTo } from '../../support/people/visit.js';
import { Visitor } from '../../support/people/visitor.js';
import { journeyOf, known } from './leaving.js';
import { product } from './place.js';
import { at, textOf } from './somebody-at.js';

describe('Two tabs at once', () => {
  test('with the same form: the first counts, both go on', async () => {
    const { visitor, person } = await at('create-account', 'P0');
    const [one, two] = [visitor.tab(), visitor.tab()];
    const answers = { mobile: person.mobile, over13: 'yes', terms: termsVersion };
    await Promise.all([
      one.send({ ...answers, password: 'first tab of green bottles' }),
      two.send({ ...answers, password: 'second tab of green bottles' }),
    ]);
    expect([one.page.name, two.page.name]).toEqual(['mobile-code', 'mobile-code']);
    await visitor.open(one.page.url.href);
    await visitTo('partner', visitor, person);

    const back = new Visitor(product);
    await back.open(`${product.devUrl}/login?level=P0`);
    await visitTo('password', back, known(person));
    await back.send({ password: 'first tab of green bottles' });
    const first = back.page.name === 'sms-code';
    if (!first) await back.send({ password: 'second tab of green bottles' });
    expect(back.page.name).toBe('sms-code');
  }, 60_000);

  test('at different steps: what each said is kept', async () => {
    const { visitor, person } = await at('postcode');
    const [name, postcode] = [visitor.tab(), visitor.tab()];
    await name.open(`${journeyOf(visitor)}/details?change=1`);
    const [year = '', month = '', day = ''] = person.birthDate.split('-');
    await name.send({ givenNames: 'Robina', familyName: person.familyName, day, month, year });
    await postcode.send({ postcode: person.postcode });
    expect(postcode.page.name).toBe('check');
    expect(textOf(postcode)).toContain('Robina');
  });

  test('with two requests of the partner: each ends at the partner', async () => {
    const { visitor, person } = await at('partner', 'P0');
    const [one, two] = [visitor.tab(), visitor.tab()];
    await Promise.all([one.open(`${product.devUrl}/login?level=P5`), two.open(`${product.devUrl}/login?level=P5`)]);
    await visitTo('details', one, person);
    await visitTo('partner', two, person);
    await one.open(journeyOf(one));
    await visitTo('partner', one, person);
    expect(one.page.html).toContain('P5.Cp.Cd');
  }, 60_000);
});
