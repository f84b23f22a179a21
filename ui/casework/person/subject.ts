import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/root.js';
import type { Language } from '../../words/languages.js';

type Templates = Readonly<Record<string, { subject?: string }>>;

const read = (language: string): Templates =>
  JSON.parse(readFileSync(join(projectRoot, 'activities/messages/templates', `${language}.json`), 'utf8')) as Templates;

const templates: Readonly<Record<Language, Templates>> = { en: read('en'), cy: read('cy') };

/** What a message is about: the subject of its email, the same for everybody. Undefined for those that are never an email. */
export function subjectOf(template: string, language: Language): string | undefined {
  return templates[language][template]?.subject;
}
