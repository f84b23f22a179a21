import { type LinkageProblem, waysOutOf } from '../../../domain/linkage/linkage.js';
import type { PageView } from '../../../ui/http/render.js';
import { sampleForm as form } from './sample-form.js';

const base = '/interaction/sample';
const email = 'a•••i@example.com';
const page = 'sign-in/linkage';
/** The fullest and the emptiest; all others are made of the same parts. */
const problems: readonly LinkageProblem[] = ['linkage_email_not_valid', 'linkage_loop'];

/** The pages on which linkage keys are got. */
export const linkageSamples: Record<string, PageView> = {
  linkage: { page, form: form(), model: { base, waits: true } },
  ...Object.fromEntries(
    problems.map((problem) => [
      `linkage ${problem}`,
      { page, form: form(), model: { base, email, problem, ways: waysOutOf(problem) } },
    ]),
  ),
  'linkage-key': { page: 'sign-in/linkage-key', form: form(), model: { base, triesLeft: 5 } },
  'linkage-key wrong': {
    page: 'sign-in/linkage-key',
    form: form({ odsCode: '1', userId: '', key: 'a b' }, { odsCode: 'format', userId: 'missing', key: 'format' }),
    model: { base, triesLeft: 2 },
  },
};
