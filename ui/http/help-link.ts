import type { Response } from 'express';
import { type Reason, reasonTable } from '../../domain/journey/reasons.js';
import { type Step, steps } from '../../domain/journey/steps.js';
import { frameOf } from './frame.js';

/** What help is opened about, and where it leads back to. Carried in addresses: codes and a pointer, nothing of the person. */
export interface HelpAbout {
  step?: Step | undefined;
  reasons: readonly Reason[];
  /** A page of the person's way, where they go on. */
  from?: string | undefined;
}

/** Where help may lead back to: a journey, an interaction, a recovery or a phone by its id, or a page of the account. */
const ownWay = /^\/(?:(?:journey|interaction|recovery|hand-off)\/[\w-]{8,64}|account(?:\/[\w-]+){0,3})$/;

/** Says which step a page is of, and links help for it: the articles of its step and of the reasons that it shows. */
export function frameHelp(res: Response, from: string, step: Step, reasons: readonly Reason[] = []): void {
  const told = reasons.filter((reason) => reasonTable[reason].person !== 'unsaid');
  frameOf(res).step = step;
  frameOf(res).help = helpAddress('/help', { step, reasons: told, from });
}

/** A page of the help centre that knows what it was opened about. */
export function helpAddress(
  path: string,
  { step, reasons, from }: HelpAbout,
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams({
    ...more,
    ...(step ? { step } : {}),
    ...(reasons.length > 0 ? { reasons: reasons.join('.') } : {}),
    ...(from ? { from } : {}),
  }).toString();
  return query ? `${path}?${query}` : path;
}

/** The same read from an address. What it should not say is left out. */
export function helpAbout(query: Readonly<Record<string, unknown>>): HelpAbout {
  const text = (name: string) => (typeof query[name] === 'string' ? String(query[name]) : '');
  const [step, from] = [text('step'), text('from')];
  const reasons = text('reasons').slice(0, 500).split('.');
  return {
    ...(Object.hasOwn(steps, step) ? { step: step as Step } : {}),
    reasons: [...new Set(reasons)].filter((reason): reason is Reason => Object.hasOwn(reasonTable, reason)),
    ...(ownWay.test(from) ? { from } : {}),
  };
}
