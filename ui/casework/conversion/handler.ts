import type { RequestHandler } from 'express';
import {
  type Conversion,
  type Counted,
  conversionOf,
  rateNames,
  type StepFigures,
} from '../../../domain/insight/conversion.js';
import { quantile } from '../../../domain/insight/histogram.js';
import { isBeyond } from '../../../domain/insight/places.js';
import { proportion } from '../../../domain/insight/proportion.js';
import { reaches } from '../../../domain/levels/levels.js';
import type { Figure, RollUpQuestion } from '../../../store/insight/roll-ups.js';
import { barChart } from '../../charts/bar-chart.js';
import { frameOf } from '../../http/frame.js';
import { nameOfReason } from '../../words/reason-name.js';
import { nameOfStep } from '../../words/step-name.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { numbersFor } from '../insight/numbers.js';
import { askedBy, narrowed } from '../insight/question.js';
import { renderDesk } from '../render.js';

/** The reasons met most often that are shown. */
const mostReasons = 30;

const volumeNames = ['landed', 'started', 'succeeded', 'returned', 'resumed'] as const;

/** What is counted by kind of document. */
const documentEvents = ['entered', 'again', 'referred', 'by-machine', 'by-person'] as const;

/** Of one kind of document this alone is known of all that it is a share of: others are of people who had shown none yet. */
const ratesOfKind = ['automated'] as const;

/** How many came, what became of them step by step, how long it took and what stood in the way. Reads roll-ups only. */
export const showConversion =
  ({ store }: Pick<CaseworkDeps, 'store'>): RequestHandler =>
  async (req, res) => {
    const { rollUps } = store;
    const { language } = frameOf(res);
    const d = wordsFor('casework', language);
    const t = wordsFor('casework/conversion', language);
    const say = numbersFor(language, d);
    const step = nameOfStep(language);
    const reason = nameOfReason(language, 'staff');
    const asked = await askedBy(store, req, new Date());
    const { values } = asked;
    const documents = await rollUps.figures({ ...asked.question, kinds: documentEvents }, [
      'documentKind',
      'kind',
      'step',
    ]);
    const kinds = [...new Set(documents.flatMap(({ documentKind }) => documentKind ?? []))].sort();
    const documentKind = kinds.find((kind) => kind === req.query.documentKind);
    const question = documentKind
      ? { ...asked.question, where: { ...asked.question.where, documentKind } }
      : asked.question;
    const by = narrowed.find((one) => one === req.query.by) ?? 'partner';
    const only = (...kinds: NonNullable<RollUpQuestion['kinds']>): RollUpQuestion => ({ ...question, kinds });
    const [counts, times, reasons, pages, parts] = await Promise.all([
      rollUps.figures(question, ['kind', 'level', 'step']),
      rollUps.durations(only('left'), ['kind', 'step']),
      rollUps.figures(only('reason'), ['step', 'reason']),
      rollUps.durations(only('page'), ['step']),
      rollUps.figures(only('landed', 'started', 'succeeded'), [by, 'kind']),
    ]);
    const conversion = conversionOf(withTimes(counts, times));
    const nameOfKind = (kind: string) => (d.has(`insight.document.${kind}`) ? d(`insight.document.${kind}`) : kind);
    renderDesk(res, {
      page: 'casework/conversion',
      form: { values: { ...values, by, documentKind }, errors: {} },
      model: {
        ...{ asked, by, narrowed, kinds },
        ofKind: documentKind && nameOfKind(documentKind),
        volumes: volumeNames.map((name) => ({ name, count: say.number(conversion.volumes[name]) })),
        rates: (documentKind ? ratesOfKind : rateNames).map((name) => ({
          name,
          share: say.share(conversion.rates[name]),
        })),
        funnel: funnel(conversion),
        steps: stepsShown(conversion.steps, documentKind).map((one) => ({
          ...{
            name: step(one.step),
            entered: say.number(one.entered),
            left: say.number(one.left),
            lost: say.share(one.lost),
          },
          ...{ median: say.duration(one.median), most: say.duration(one.most) },
        })),
        parts: partsOf(parts, by).map(({ value, landed, started, succeeded }) => ({
          value: d.has(`insight.value.${value}`) ? d(`insight.value.${value}`) : asked.nameOf(by, value),
          ...{ landed: say.number(landed), started: say.number(started), succeeded: say.number(succeeded) },
          completed: say.share(proportion(succeeded, landed)),
        })),
        reasons: reasons
          .sort((a, b) => b.count - a.count)
          .slice(0, mostReasons)
          .map((row) => ({
            step: step(row.step ?? ''),
            reason: reason(row.reason ?? ''),
            count: say.number(row.count),
          })),
        pages: pages.map((row) => ({
          ...{ name: step(row.step ?? ''), count: say.number(row.count) },
          ...{
            median: say.duration(quantile(row.durations ?? {}, 0.5)),
            most: say.duration(quantile(row.durations ?? {}, 0.75)),
          },
        })),
        documents: documentsOf(documents, kinds).map(({ kind, count }) => ({
          kind: nameOfKind(kind),
          // All are asked before the first scan, and counted there once.
          cases: say.number(count('entered', 'face-consent')),
          retried: say.number(count('again', 'document')),
          referred: say.number(count('referred')),
          automated: say.share(proportion(count('by-machine'), count('by-machine') + count('by-person'))),
        })),
      },
    });

    function funnel({ volumes, steps }: Conversion): string {
      const bar = (name: string, value: number) => ({ name, value, text: say.number(value) });
      const bars = [
        bar(t('volume.landed'), volumes.landed),
        bar(t('volume.started'), volumes.started),
        ...steps.map(({ step: one, entered }) => bar(step(one), entered)),
        bar(t('volume.succeeded'), volumes.succeeded),
        bar(t('volume.returned'), volumes.returned),
      ];
      const { landed, succeeded } = volumes;
      const description = t('funnel.text', { landed: say.number(landed), succeeded: say.number(succeeded) });
      return barChart({ id: 'funnel', title: t('funnel'), description, bars });
    }
  };

/** Automation is told of the highest level: lower ones are always decided by machine. The times of a step go with its first row. */
function withTimes(counts: readonly Figure[], times: readonly Figure[]): Counted[] {
  const decided = ['by-machine', 'by-person'];
  return [
    ...counts.filter(({ kind = '', level = 'P9' }) => !decided.includes(kind) || reaches(level, 'P9')),
    // Of no more of them: only how long they took.
    ...times.map((row) => ({ ...row, count: 0 })),
  ].sort((a, b) => Number('durations' in b) - Number('durations' in a));
}

/** Which document somebody has is known from its photo on. */
const stepsShown = (steps: readonly StepFigures[], documentKind: string | undefined): readonly StepFigures[] =>
  documentKind ? steps.filter(({ step }) => isBeyond(step, 'document')) : steps;

type Part = { value: string; landed: number; started: number; succeeded: number };

function partsOf(rows: readonly Figure[], by: (typeof narrowed)[number]): Part[] {
  const parts = new Map<string, Part>();
  for (const row of rows) {
    const value = row[by] ?? '';
    const part = parts.get(value) ?? { value, landed: 0, started: 0, succeeded: 0 };
    parts.set(value, part);
    part[row.kind as 'landed' | 'started' | 'succeeded'] += row.count;
  }
  return [...parts.values()].sort((a, b) => b.landed - a.landed || (a.value < b.value ? -1 : 1));
}

function documentsOf(rows: readonly Figure[], kinds: readonly string[]) {
  return kinds.map((kind) => ({
    kind,
    count: (what: string, step?: string) =>
      rows
        .filter((row) => row.documentKind === kind && row.kind === what && (!step || row.step === step))
        .reduce((sum, row) => sum + row.count, 0),
  }));
}
