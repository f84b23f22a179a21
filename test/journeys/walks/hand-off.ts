import { describe, expect, test } from '@jest/globals';
import { steps } from '../../../domain/journey/steps.js';
import { Visitor } from '../../support/people/visitor.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { begin, journeyOf, offered, toldOf } from './leaving.js';
import { product, screen } from './place.js';
import { at } from './somebody-at.js';

describe('Handing the pictures over to a phone', () => {
  test('has ways back on both screens, and none of them loses the step', async () => {
    const { visitor, person } = await at('document');
    const phone = new Visitor(product);
    for (const exit of ['continue-later', 'cancel'] as const) {
      await visitor.open(`${journeyOf(visitor)}/phone`);
      expect([...offered(visitor)].sort()).toEqual([...steps.document.exits].sort());
      await visitor.send({ action: 'sms' });
      const link = await eventually(async () => {
        const texts = product.devServer.inbox.list(person.mobile).map(({ text }) => text ?? '');
        const links = texts.flatMap((text) => /https?:\S+\/hand-off\/start\/\S+/.exec(text) ?? []);
        return links[exit === 'cancel' ? 1 : 0] && links[0];
      });
      await phone.open(link);
      expect([phone.page.status, offered(phone)]).toEqual([200, ['return']]);
      await phone.send({});
      expect([phone.page.name, offered(phone)]).toEqual(['number', ['return']]);
      expect(await screen.leave(visitor, exit)).toBe(toldOf[exit]);
      expect(await screen.leave(phone, 'return')).toBe('its entry page');
      await begin('P9', visitor);
      expect(visitor.page.name).toBe('document');
    }
  }, 60_000);
});
