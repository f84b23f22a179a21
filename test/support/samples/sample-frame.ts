import { steps } from '../../../domain/journey/steps.js';
import type { Frame } from '../../../ui/http/frame.js';
import type { PageView } from '../../../ui/http/render.js';

/** Pages that people come to without a partner that is known: what leads on from them must stand on them. */
const alone = /^(problem|account|portal|casework|docs|help)(\/|$)/;

const notices = (['important', 'information'] as const).map((severity) => ({
  ...{ severity, parts: [], steps: [], from: new Date(0), until: new Date() },
  text: {
    en: 'Text messages are late.\nA code may take ten minutes: https://www.example.org/a-long-address-that-does-not-break',
    cy: 'Mae negeseuon testun yn hwyr.\nGall cod gymryd deng munud.',
  },
}));

/** What is around a page in truth: the exits of its step; nothing around a page that may have no partner. */
export function frameOfSample({ page }: PageView): Partial<Frame> {
  const [family = '', path = ''] = page.split(/\/(.*)/);
  if (alone.test(family)) return { exits: [], back: undefined, phone: undefined } as Partial<Frame>;
  const row = Object.values(steps).find((step) => step.page === path);
  if (!row) return {};
  return {
    // A phone is offered where it would take the pictures.
    ...(row.stage === 'document' || row.stage === 'face' ? {} : { phone: undefined }),
    ...(path === 'checking' ? { notices: () => notices } : {}),
    exits: row.exits.map((kind) => ({
      kind,
      method: kind === 'return' ? 'get' : 'post',
      action: `/journey/sample/${kind}`,
    })),
  };
}
