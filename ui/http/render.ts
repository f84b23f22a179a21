import type { Response } from 'express';
import type { FieldErrors } from '../../domain/journey/field-errors.js';
import { templates } from '../layout/environment.js';
import { type Words, wordsFor } from '../words/words.js';
import { assetAddress } from './assets.js';
import { frameOf } from './frame.js';
import { cspNonce, type PagePowers, pageHeaders } from './headers.js';

/** A form as the page shows it. */
export interface FormView {
  /** What was typed, shown again. Never a password or a code. */
  values: Readonly<Record<string, string | undefined>>;
  /** Field → code of what is wrong with it; the page's words say it under `errors.<field>.<code>`. */
  errors: FieldErrors;
  /** The form nonce of the workflow's state, where there is one. */
  nonce?: string | undefined;
}

export interface PageView {
  /** The page's folder below `ui/`: its `page.njk` and words. */
  page: string;
  status?: number;
  powers?: PagePowers;
  /** Origins of pages that this one frames. */
  frames?: readonly string[];
  form?: FormView;
  /** What the template shows besides, for example `{ attemptsLeft: 2 }`. */
  model?: Readonly<Record<string, unknown>>;
}

/** Answers with a page, in the frame's language, under a strict content security policy. The log says what was wrong with a form. */
export function renderPage(res: Response, view: PageView): void {
  const [wrong] = Object.entries(view.form?.errors ?? {});
  if (wrong) res.locals.problem = wrong.join(':');
  res.status(view.status ?? (wrong ? 422 : 200));
  res.type('html').send(drawPage(res, view));
}

/** The page as HTML, its headers set on the response, for those who send it themselves. */
export function drawPage(res: Response, view: PageView): string {
  const frame = frameOf(res);
  const nonce = cspNonce();
  pageHeaders(res, nonce, view.powers ?? 'plain', frame.partner?.origins ?? [], view.frames);
  return renderHtml(view, { ...frame, cspNonce: nonce });
}

/** The page as HTML. `surroundings` is the frame with the response's script nonce. */
export function renderHtml(view: PageView, surroundings: ReturnType<typeof frameOf> & { cspNonce: string }): string {
  const t = wordsFor(view.page, surroundings.language);
  const form = view.form ?? { values: {}, errors: {} };
  const errors = Object.entries(form.errors).map(([field, code]) => [field, errorText(t, field, code)] as const);
  return templates.render(`${view.page}/page.njk`, {
    ...view.model,
    frame: surroundings,
    pageNotices: surroundings.notices?.(surroundings.step) ?? [],
    t,
    asset: assetAddress,
    form: { ...form, errors: Object.fromEntries(errors) },
    errorList: errors.map(([field, text]) => ({ text, href: `#${field}` })),
  });
}

/** What is wrong with a field: in the page's own words for it, else in those for any field that this can be wrong with. */
function errorText(t: Words, field: string, code: string): string {
  const own = `errors.${field}.${code}`;
  return t.has(own) || !t.has(`errors.${code}`) ? t(own) : t(`errors.${code}`);
}
