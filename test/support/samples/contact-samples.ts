import { ticketCategories } from '../../../domain/casework/tickets.js';
import { navigationFor } from '../../../ui/casework/navigation.js';
import { aroundOf } from '../../../ui/help/views.js';
import type { PageView } from '../../../ui/http/render.js';
import type { Language } from '../../../ui/words/languages.js';
import { wordsFor } from '../../../ui/words/words.js';

const at = '22 November 2026 at 13:00';
const number = 'TK-4821-9037';
const id = 'Gm3xVq0cP0Sb2o8wY6nC1g';

const one = {
  ...{ number, category: 'document', language: 'cy', state: 'open', at, proved: false, step: 'document' },
  ...{ reasons: ['photo_glare'], message: 'Dim ond golau a welaf.\nBeth wnaf i?', email: 'a•••a@example.org' },
  answers: [{ at, by: 'Support Sam', text: 'Symudwch oddi wrth y ffenestr.' }],
  files: [{ id: 'f', kind: 'jpeg', size: 812 }],
};

const way = {
  ...{ id, partner: 'Elm Surgery', wanted: 'P9', cancelled: true },
  now: { step: 'document', reasons: ['photo_glare'] },
  events: [
    { at, kind: 'landed' },
    { at, kind: 'entered', step: 'document' },
    { at, kind: 'reason', step: 'document-checking', reason: 'photo_glare' },
  ],
};

/** The pages on which people write to us, and those on which staff answer. */
export function contactSamples(language: Language): Record<string, PageView> {
  const d = wordsFor('casework', language);
  const p = wordsFor('portal', language);
  const around = aroundOf({ step: 'document', reasons: ['photo_glare'], from: '/journey/sample-journey' });
  const contact = (model: object, values = {}, errors = {}): PageView => ({
    page: 'help/contact',
    form: { values, errors, nonce: 'sample' },
    model: { ...around, categories: ticketCategories, hours: 48, ...model },
  });
  const told = (state: string): PageView => ({
    page: 'help/ticket',
    model: { ...aroundOf({ reasons: [] }), number, at, state, files: 2 },
  });
  const desk = (name: string, model: object, errors = {}): PageView => ({
    page: `casework/${name}`,
    form: { values: {}, errors },
    model: { d, p, staff: { name: 'Support Sam' }, navigation: navigationFor(['support']), ...model },
  });
  const row = { number, category: 'access', language: 'en', at, files: 2, answered: 0, proved: false };
  const clock = { state: 'late', hours: 3, age: 51 };
  return {
    contact: contact({ journey: { id, partner: 'Elm Surgery' }, account: { email: one.email } }, { journey: 'yes' }),
    'contact wrong': contact(
      { supportContact: '0300 123 4567, Monday to Friday, 9am to 5pm' },
      { message: 'x', email: 'anna' },
      { category: 'missing', message: 'too_many', email: 'format', files: 'not_a_file' },
    ),
    'contact sent': told('waiting'),
    'contact answered': told('answered'),
    'contact closed': told('closed'),
    'desk tickets': desk('tickets', {
      tickets: [
        { ...row, clock },
        { ...row, answered: 2 },
      ],
      state: 'open',
      open: 2,
      hours: 48,
    }),
    'desk tickets none': desk('tickets', { tickets: [], state: 'closed', open: 0, hours: 48 }),
    'desk ticket': desk('ticket', { one, way, done: 'answered' }, { answer: 'over' }),
    'desk ticket closed': desk('ticket', { one: { ...one, state: 'closed', reasons: [], files: [] } }),
  };
}
