import type { Request, Response } from 'express';
import type { Progress } from '../../domain/journey/journey-length.js';
import type { JourneyNotice } from '../../domain/journey/journey-notices.js';
import type { Step } from '../../domain/journey/steps.js';
import { type Language, languageFrom, languages } from '../words/languages.js';
import { browserId, cookieAttributes, cookieName, cookiesOf } from './browser.js';
import type { Csrf } from './csrf.js';

const LANGUAGE_COOKIE = 'surety_language';
/** Pages of staff and partners, and help itself. */
export const notForPeople = /^\/(casework|portal|docs|help)(\/|$)/;
const YEAR = 365 * 24 * 60 * 60 * 1000;

/** A way back to the partner as the page offers it: a link, or a form that posts with the page's token. */
export interface ExitLink {
  /** `stop` is a phone's own: it gives up what it took over. */
  kind: 'continue-later' | 'cancel' | 'return' | 'stop';
  action: string;
  method: 'get' | 'post';
}

/** What surrounds a page's own content, gathered while the request is handled. */
export interface Frame {
  language: Language;
  /** Whether the person chose the language here; else the partner's `ui_locales` may. */
  languageChosen: boolean;
  /** This browser's own random id. */
  browser: string;
  csrf: string;
  /** Address of this page in another language. */
  otherLanguages: { language: Language; href: string }[];
  partner?: { name: string; origins: readonly string[]; logo?: string };
  exits: ExitLink[];
  /** Partners try things out here: every page says so. */
  sandbox?: boolean;
  /** Seconds of inactivity after which the page's session ends, where it has one, what lengthens it, where it ends, and where what was typed is kept. */
  timeout?: { seconds: number; stay: string; ended: string; draft?: string };
  /** The page is somebody's own: it offers to sign out, and leaves the screen when they sign out in another tab. */
  signedIn?: true;
  back?: string;
  /** Where the page stands on the way to the level, and how long the rest takes. */
  progress?: Progress | undefined;
  /** Where the person may hand this step's pictures over to a phone. */
  phone?: { href: string; words: 'phone' | 'phone.elsewhere' } | undefined;
  /** By what the page tells how long it took to be seen: see page-times.ts. */
  times?: string;
  /** The step of the person's way that the page is of, where it is of one. */
  step?: Step | undefined;
  /** What staff tell people there now. */
  notices?: ((step: Step | undefined) => readonly JourneyNotice[]) | undefined;
  /** Where help for this page is (see help-link.ts); left out where there is none: staff and partners have their own. */
  help?: string | undefined;
}

/** The language that somebody chose in this browser, if they did. */
export const chosenLanguage = (req: Pick<Request, 'headers'>, secure: boolean): Language | undefined =>
  languageFrom(cookiesOf(req)[cookieName(LANGUAGE_COOKIE, secure)]);

/** Starts the frame of a page: its language (chosen by link, kept in a cookie) and the browser's form token. */
export function framing(
  csrf: Csrf,
  secure: boolean,
  environment: 'sandbox' | 'live' = 'live',
): (req: Request, res: Response) => void {
  const cookie = cookieName(LANGUAGE_COOKIE, secure);
  return (req, res) => {
    const asked = req.method === 'GET' ? languageFrom(req.query.lang) : undefined;
    const kept = chosenLanguage(req, secure);
    if (asked && asked !== kept) {
      res.cookie(cookie, asked, { ...cookieAttributes(secure), maxAge: YEAR });
    }
    const chosen = asked ?? kept;
    const language = chosen ?? languageFrom(req.acceptsLanguages(...languages) || undefined) ?? 'en';
    const browser = browserId(req, res, secure);
    const frame: Frame = {
      language,
      languageChosen: chosen !== undefined,
      browser,
      csrf: csrf.token(browser),
      otherLanguages: otherLanguages(req, language),
      exits: [],
      sandbox: environment === 'sandbox',
      help: notForPeople.test(req.path) ? undefined : '/help',
    };
    res.locals ??= {};
    res.locals.frame = frame;
  };
}

/** The frame of the page being answered. */
export function frameOf(res: Response): Frame {
  return res.locals.frame as Frame;
}

/** Takes the first language the partner asked for (`ui_locales`, space-separated) that we speak, unless the person chose. */
export function preferLanguage(req: Request, res: Response, uiLocales: unknown): void {
  const frame = frameOf(res);
  if (frame.languageChosen || typeof uiLocales !== 'string') return;
  const wanted = uiLocales.split(' ').map(languageFrom).find(Boolean);
  if (!wanted) return;
  frame.language = wanted;
  frame.otherLanguages = otherLanguages(req, wanted);
}

const otherLanguages = (req: Request, shown: Language): Frame['otherLanguages'] =>
  languages
    .filter((language) => language !== shown)
    .map((language) => ({ language, href: otherLanguageHref(req, language) }));

function otherLanguageHref(req: Request, language: Language): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(req.query)) {
    if (typeof value === 'string' && name !== 'lang') query.set(name, value);
  }
  query.set('lang', language);
  return `${pathOf(req)}?${query}`;
}

/** The request's path, to be linked to. One that begins with two slashes would be another host's address. */
export function pathOf(req: Request): string {
  return `${req.baseUrl}${req.path}`.replace(/^[/\\]+/, '/');
}

/** The page that is asked for: the last part of its address. */
export const pageOf = ({ path }: Request): string => path.split('/').at(-1) ?? '';
