import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { steps } from '../domain/journey/steps.js';
import { projectRoot } from '../platform/root.js';
import { pageSamples } from '../test/support/samples/page-samples.js';
import { sampleHtml } from '../test/support/samples/sample-html.js';
import type { ExitLink } from './http/frame.js';
import { languages } from './words/languages.js';

const families = [
  'sign-in',
  'registration',
  'journey',
  'account',
  'problem',
  'hand-off',
  'recovery',
  'docs',
  'portal',
  'sandbox',
];
const drawn = languages.flatMap((language) =>
  Object.entries(pageSamples(language)).map(([name, view]) => ({ language, name, view })),
);

describe('Every page', () => {
  test('has a sample', () => {
    const pages = (readdirSync(join(projectRoot, 'ui'), { recursive: true }) as string[])
      .filter((path) => path.endsWith('page.njk') && families.some((family) => path.startsWith(family)))
      .map((path) => dirname(path));
    expect(pages.filter((page) => !drawn.some(({ view }) => view.page === page))).toEqual([]);
  });

  test.each(drawn)('$name renders in $language with one heading, its title and its language', ({ language, view }) => {
    const html = sampleHtml(view, language);
    expect(html).toContain(`<html lang="${language}">`);
    expect(html.match(/<h1/g)).toHaveLength(1);
    const seen = html.replace(/<script[\s\S]*?<\/script>/g, '');
    expect(seen).not.toMatch(/undefined|\[object|NaN|\{\w+\}/);
    const title = /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '';
    expect(title).toMatch(/\S.* – Surety$/);
    const hasErrors = Object.keys(view.form?.errors ?? {}).length > 0;
    expect(/^(Error|Gwall):/.test(title)).toBe(hasErrors);
  });

  test.each(drawn)(
    '$name in $language shows each error beside its field and links the summary to it',
    ({ language, view }) => {
      const html = sampleHtml(view, language);
      for (const field of Object.keys(view.form?.errors ?? {})) {
        expect(html).toContain(`href="#${field}"`);
        expect(html).toMatch(new RegExp(`id="${field}"`));
      }
    },
  );

  test.each(drawn)(
    '$name in $language carries the token in each form, and no script or style of its own',
    ({ language, view }) => {
      const html = sampleHtml(view, language);
      const forms = html.match(/<form(?! method="get")[\s\S]*?<\/form>/g) ?? [];
      for (const form of forms) expect(form).toMatch(/name="(csrf|xsrf)"/);
      expect(html).not.toMatch(/ style=| on[a-z]+="|<style/);
      for (const [script = ''] of html.matchAll(/<script[^>]*>/g)) expect(script).toContain('nonce="sample"');
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    },
  );

  test.each(drawn)('$name in $language has its ways out where no partner is known', ({ language, view }) => {
    const exits: ExitLink[] = [
      { kind: 'return', method: 'get', action: '/leave' },
      { kind: 'continue-later', method: 'post', action: '/leave' },
      { kind: 'cancel', method: 'post', action: '/cancel' },
    ];
    const html = sampleHtml(view, language, { partner: undefined, exits });
    expect(html).toContain('data-exit="cancel"');
    expect(html.replace(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(/undefined|\{\w+\}/);
  });

  test('of the table of steps exists, so that no step leads nowhere', () => {
    const folder: Record<string, string[]> = { interaction: ['sign-in', 'registration'], journey: ['journey'] };
    const missing = Object.entries(steps).filter(
      ([, { family, page }]) =>
        page !== 'terms-changed' &&
        !folder[family]?.some((name) =>
          existsSync(join(projectRoot, 'ui', name, page === 'verified' ? 'return' : page)),
        ),
    );
    expect(missing).toEqual([]);
  });
});
