import { navigationFor } from '../../../ui/casework/navigation.js';
import { barChart } from '../../../ui/charts/bar-chart.js';
import { lineChart } from '../../../ui/charts/line-chart.js';
import type { PageView } from '../../../ui/http/render.js';
import type { Language } from '../../../ui/words/languages.js';
import { wordsFor } from '../../../ui/words/words.js';

const share = '24.4% (21.6 to 27.4)';
const choices = { partner: ['gp-online'], level: ['P9'], device: ['phone'], language: ['en'], release: ['1.0', '1.1'] };
const asked = { choices, nameOf: (_name: string, value: string) => value };
const narrowed = ['partner', 'level', 'device', 'language'];
const number = String;

/** The pages of figures, with plausible ones. */
export function insightSamples(language: Language): Record<string, PageView> {
  const desk = (name: string, model: object, values = {}): PageView => ({
    page: `casework/${name}`,
    form: { values: { days: '28', ...values }, errors: {} },
    model: {
      d: wordsFor('casework', language),
      staff: { name: 'Ines' },
      navigation: navigationFor(['insight']),
      ...model,
    },
  });
  const bars = [{ name: '2026-11', value: 300, text: '300' }];
  const band = [undefined, { low: 2, high: 6 }];
  const places = ['22 Nov', '23 Nov'];
  const line = (id: string) =>
    lineChart({
      ...{ id, title: 'Accounts', description: 'They grow.', places, number },
      lines: [
        { name: 'Registered', values: [3, 4] },
        { name: 'Expected', values: [undefined, 4], band, expected: true },
      ],
    });
  const compared = { name: 'P9', before: share, after: share, difference: '−2.3 (−6.5 to 0.8)', verdict: '–' };
  return {
    'desk conversion': desk('conversion', {
      ...{ asked, by: 'partner', narrowed: [...narrowed, 'release'], kinds: ['passport'] },
      volumes: [{ name: 'landed', count: '1,024' }],
      rates: [{ name: 'completed', share }],
      funnel: barChart({ id: 'funnel', title: 'Funnel', description: 'Fewer and fewer.', bars }),
      steps: [{ name: 'Password', entered: '972', left: '925', lost: share, median: '2.4 min', most: '4 min' }],
      parts: [{ value: 'gp-online', landed: '358', started: '337', succeeded: '182', completed: share }],
      documents: [{ kind: 'Passport', cases: '100', retried: '30', referred: '9', automated: share }],
      reasons: [{ reason: 'The photo is blurred', step: 'Photo of a document', count: '109' }],
      pages: [{ name: 'Password', count: '972', median: '1 s', most: '1.4 s' }],
    }),
    'desk releases': desk(
      'releases',
      { asked, narrowed, rates: [compared], steps: [compared] },
      { before: '1.0', after: '1.1' },
    ),
    'desk growth': desk('growth', {
      ...{
        periods: ['28'],
        all: { registered: '882', P5: '844', P9: '589', closed: '7' },
        total: line('total'),
        expected: line('expected'),
      },
      users: barChart({ id: 'users', title: 'Users', description: 'By month.', bars }),
      months: [{ month: '2026-11', count: '300' }],
      weeks: [{ from: '23 Nov', value: '150', low: '112', high: '187' }],
      days: [{ day: '22 Nov', registered: '4', P5: '3', P9: '2', allRegistered: '882', allP5: '844', allP9: '589' }],
    }),
    'desk help votes': desk('help-votes', {
      rows: [
        {
          ...{ title: 'Your code has not come', href: '/help/code-not-come', yes: '1,204', no: '388' },
          ...{ helped: share, late: share, earlier: '–' },
        },
      ],
    }),
    'desk health': desk('health', {
      ...{ newest: '23 November 2026 at 10:00', chart: line('hours'), facts: [{ name: 'PDS', value: share }] },
      rows: [{ name: '23 Nov, 10:00', landed: '4', started: '3', succeeded: '2', returned: '2', referred: '1' }],
    }),
  };
}
