import type { RequestHandler } from 'express';
import { day } from '../../../domain/clock.js';
import { proportion } from '../../../domain/insight/proportion.js';
import { type HelpVotes, weekOf } from '../../../store/insight/help-votes.js';
import { articleAddress, articles } from '../../help/articles.js';
import { frameOf } from '../../http/frame.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { numbersFor } from '../insight/numbers.js';
import { renderDesk } from '../render.js';

/** Weeks that are held against as many before them. */
const weeks = 4;

/** What people said of each article of the help centre, in a year and lately; those that helped fewest come first. Counts, no person. */
export const showHelpVotes =
  ({ store }: Pick<CaseworkDeps, 'store'>): RequestHandler =>
  async (_req, res) => {
    const { language } = frameOf(res);
    const { number, share } = numbersFor(language, wordsFor('casework', language));
    const now = Date.now();
    const votes = await store.helpVotes.since(weekOf(new Date(now - 52 * 7 * day)));
    const since = weekOf(new Date(now - (weeks - 1) * 7 * day));
    const before = weekOf(new Date(now - (2 * weeks - 1) * 7 * day));
    const rows = articles(language).map(({ name, title }) => {
      const of = votes.filter(({ article }) => article === name);
      const all = added(of);
      const late = added(of.filter(({ week }) => week >= since));
      const earlier = added(of.filter(({ week }) => week >= before && week < since));
      const helped = ({ yes, no }: Counts) => share(proportion(yes, yes + no));
      return {
        ...{ name, title, href: articleAddress(name), unhelped: all.no },
        ...{ yes: number(all.yes), no: number(all.no), helped: helped(all) },
        ...{ late: helped(late), earlier: helped(earlier) },
      };
    });
    rows.sort((a, b) => b.unhelped - a.unhelped || a.title.localeCompare(b.title, language));
    renderDesk(res, { page: 'casework/help-votes', model: { rows } });
  };

type Counts = Pick<HelpVotes, 'yes' | 'no'>;

const added = (votes: readonly Counts[]): Counts =>
  votes.reduce((sum, { yes, no }) => ({ yes: sum.yes + yes, no: sum.no + no }), { yes: 0, no: 0 });
