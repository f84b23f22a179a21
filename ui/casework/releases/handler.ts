import type { RequestHandler } from 'express';
import { type Conversion, conversionOf, type RateName } from '../../../domain/insight/conversion.js';
import { differenceOf, type Proportion } from '../../../domain/insight/proportion.js';
import type { Step } from '../../../domain/journey/steps.js';
import type { Store } from '../../../store/database.js';
import type { RollUpQuestion } from '../../../store/insight/roll-ups.js';
import { frameOf } from '../../http/frame.js';
import { nameOfStep } from '../../words/step-name.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { numbersFor } from '../insight/numbers.js';
import { askedBy, narrowed } from '../insight/question.js';
import { renderDesk } from '../render.js';

const compared: readonly RateName[] = ['started', 'completed', 'resumed', 'retried', 'referred', 'automated'];

/** Two releases beside each other: each rate and each step, with the difference and between what it lies. Reads roll-ups only. */
export const showReleases =
  ({ store }: Pick<CaseworkDeps, 'store'>): RequestHandler =>
  async (req, res) => {
    const { language } = frameOf(res);
    const d = wordsFor('casework', language);
    const say = numbersFor(language, d);
    const step = nameOfStep(language);
    const asked = await askedBy(store, req, new Date());
    const { question, values, choices } = asked;
    const chosen = (name: string) => choices.release.find((release) => release === req.query[name]);
    const [before, after] = [chosen('before') ?? choices.release.at(-2), chosen('after') ?? choices.release.at(-1)];
    const both =
      before !== undefined && after !== undefined && before !== after
        ? await Promise.all([before, after].map((release) => figuresOf(store, question, release)))
        : undefined;
    const row = (name: string, old: Proportion | undefined, young: Proportion | undefined) => {
      const found = old && young && differenceOf(old, young);
      return {
        ...{ name, before: say.share(old), after: say.share(young) },
        difference: found ? say.difference(found) : d('insight.none'),
        verdict: found ? d(found.real ? 'insight.real' : 'insight.chance') : d('insight.none'),
      };
    };
    const [old, young] = both ?? [];
    renderDesk(res, {
      page: 'casework/releases',
      form: { values: { ...values, before, after }, errors: {} },
      model: {
        asked,
        narrowed: narrowed.filter((name) => name !== 'release'),
        rates:
          old && young
            ? compared.map((name) =>
                row(wordsFor('casework/conversion', language)(`rate.${name}`), old.rates[name], young.rates[name]),
              )
            : undefined,
        steps:
          old && young
            ? stepsOf(old, young).map((one) => row(step(one), lostAt(old, one), lostAt(young, one)))
            : undefined,
      },
    });
  };

async function figuresOf({ rollUps }: Pick<Store, 'rollUps'>, question: RollUpQuestion, release: string) {
  const where = { ...question.where, release };
  return conversionOf(await rollUps.figures({ ...question, where }, ['kind', 'step']));
}

const stepsOf = (one: Conversion, other: Conversion): Step[] => [
  ...new Set([...one.steps, ...other.steps].map(({ step }) => step)),
];

const lostAt = ({ steps }: Conversion, step: Step): Proportion | undefined =>
  steps.find((one) => one.step === step)?.lost;
