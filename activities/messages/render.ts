import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeMarkup } from '../../domain/escape-markup.js';
import { SuretyError } from '../../platform/errors.js';
import { projectRoot } from '../../platform/root.js';

/** The words of one template: an email or a letter has a subject and paragraphs, a text message or a call one line. */
export interface Template {
  readonly subject?: string;
  readonly body?: readonly string[];
  readonly sms?: string;
  readonly call?: string;
}

export type Words = Readonly<Record<string, Template>>;
export type Values = Readonly<Record<string, string>>;

const read = (language: string): Words =>
  JSON.parse(readFileSync(join(projectRoot, 'activities/messages/templates', `${language}.json`), 'utf8')) as Words;

export const words: Readonly<Record<'en' | 'cy', Words>> = { en: read('en'), cy: read('cy') };

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** @throws SuretyError `message_template` where the template has no email or a value is missing. */
export function renderEmail(template: string, language: 'en' | 'cy', values: Values) {
  const { subject, body } = words[language][template] ?? {};
  if (!subject || !body) throw new SuretyError('message_template', 500, 'Something went wrong.');
  const paragraphs = body.map((paragraph) => fill(paragraph, values));
  const html = body.map((paragraph, index) => htmlParagraph(paragraph, paragraphs[index] ?? '')).join('\n');
  return {
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="${language}">\n<head><meta charset="utf-8"><title>${escapeMarkup(subject)}</title></head>\n<body style="${PAGE_STYLE}">\n${html}\n</body>\n</html>\n`,
  };
}

/** @throws SuretyError `message_template` where the template has no text message or a value is missing. */
export function renderSms(template: string, language: 'en' | 'cy', values: Values): string {
  const sms = words[language][template]?.sms;
  if (!sms) throw new SuretyError('message_template', 500, 'Something went wrong.');
  return fill(sms, values);
}

/** What is spoken, the code digit by digit. @throws SuretyError `message_template` where the template has no call or a value is missing. */
export function renderCall(template: string, language: 'en' | 'cy', { code = '', ...values }: Values): string {
  const call = words[language][template]?.call;
  if (!call) throw new SuretyError('message_template', 500, 'Something went wrong.');
  return fill(call, { ...values, code: [...code].join(', ') });
}

function fill(text: string, values: Values): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new SuretyError('message_template', 500, 'Something went wrong.');
    return value;
  });
}

const PAGE_STYLE =
  'font-family:Arial,sans-serif;font-size:19px;line-height:1.5;color:#212b32;max-width:36em;margin:1em';
const CODE_STYLE = 'font-size:32px;font-weight:bold;letter-spacing:4px';

function htmlParagraph(paragraph: string, filled: string): string {
  const text = escapeMarkup(filled);
  if (paragraph === '{{url}}') return `<p><a href="${text}">${text}</a></p>`;
  if (paragraph === '{{code}}') return `<p style="${CODE_STYLE}">${text}</p>`;
  // Lines of what somebody wrote stay lines.
  return paragraph === '{{answer}}' ? `<p style="white-space:pre-line">${text}</p>` : `<p>${text}</p>`;
}
