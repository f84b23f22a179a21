import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import { type Language, languages } from '../words/languages.js';

/** Those that are never an email have a text message alone. */
type Template = { subject?: string; body?: readonly string[]; sms?: string };

const read = (language: Language) =>
  JSON.parse(readFileSync(join(projectRoot, 'activities/messages/templates', `${language}.json`), 'utf8'));

const templates = Object.fromEntries(languages.map((language) => [language, read(language)])) as Readonly<
  Record<Language, Readonly<Record<string, Template>>>
>;

/** The words that a message is made from, read where they lie (activities/messages): what staff are shown is what is sent. */
export const messageWords = (template: string, language: Language): Template => templates[language][template] ?? {};
