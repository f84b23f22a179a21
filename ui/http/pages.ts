import type { Request, RequestHandler, Response, Router } from 'express';
import type { Csrf } from './csrf.js';
import { formBody } from './form.js';
import { frameOf, pathOf } from './frame.js';
import type { Limits } from './limits.js';
import { type PageView, renderPage } from './render.js';
import { uploadBody } from './upload.js';

/** What a page answers: something to show, an address to go on to, or nothing where it has answered itself. */
export type Answer = PageView | { to: string } | undefined;

/** One page of a family whose pages share how their context is found. */
export interface Page<Context> {
  /** Below the family's address; a folder of the same name holds the page. */
  path: string;
  /** Whether the page is open to this person now. Where not, they are led to the page that is: stale tabs do no harm. */
  open(context: Context): boolean;
  show(context: Context): Answer | Promise<Answer>;
  /** Acts on the page's form, which was checked to come from this site and this browser. */
  submit?(context: Context): Answer | Promise<Answer>;
  /** The form carries files. */
  upload?: boolean;
}

/** How a family of pages finds its context, and where those go for whom a page is not open. */
export interface Family<Context> {
  /** Route of the family, for example `/journey/:id`. */
  route: string;
  /** @returns undefined when it has answered already. */
  load(req: Request, res: Response): Promise<Context | undefined>;
  base(context: Context): string;
}

export interface Guards {
  csrf: Csrf;
  limits: Limits;
}

/** Mounts the pages of a family: GET shows, POST acts, both only where the page is open. */
export function mountPages<Context>(
  router: Router,
  family: Family<Context>,
  pages: readonly Page<Context>[],
  { csrf, limits }: Guards,
): void {
  const opened = async (page: Page<Context>, req: Request, res: Response): Promise<Context | undefined> => {
    const context = await family.load(req, res);
    if (!context) return undefined;
    if (page.open(context)) return context;
    res.redirect(303, family.base(context));
    return undefined;
  };
  const checkForm: RequestHandler = (req, res, next) => {
    // Whoever is refused here is not known yet: the page's own address leads on to their step.
    res.locals.again ??= pathOf(req);
    csrf.check(req, frameOf(res).browser);
    res.locals.formChecked = !req.is('multipart/form-data');
    next();
  };

  for (const page of pages) {
    const path = `${family.route}/${page.path}`;
    router.get(path, async (req, res) => {
      const context = await opened(page, req, res);
      if (context) answer(res, await page.show(context));
    });
    const { submit } = page;
    if (!submit) continue;
    const act: RequestHandler = async (req, res) => {
      const context = await opened(page, req, res);
      if (context) answer(res, await submit(context));
    };
    // Megabytes are read only for those to whom the page is open.
    const guard: RequestHandler = async (req, res, next) => {
      csrf.checkOrigin(req);
      if (!page.upload || (await opened(page, req, res))) next();
      else req.resume();
    };
    const limit: RequestHandler = async (req, _res, next) => {
      await limits.visit(req);
      next();
    };
    router.post(path, limit, guard, page.upload ? uploadBody : formBody, checkForm, act);
  }
}

function answer(res: Response, given: Answer): void {
  if (!given || res.headersSent) return;
  if ('to' in given) res.redirect(303, given.to);
  else renderPage(res, given);
}
