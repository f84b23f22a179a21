import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

const ui = join(projectRoot, 'ui');

/** What stands in a page where something was not filled in. */
const unfilled = /undefined|\[object|NaN|\{\w+\}/;
const withoutScripts = (html: string) => html.replace(/<script[\s\S]*?<\/script>/g, '');

describe('Every page', () => {
  test('has a sample', () => {
    const pages = (readdirSync(ui, { recursive: true }) as string[])
      .filter((path) => path.endsWith('page.njk') && families.some((family) => path.startsWith(family)))
      .map((path) => dirname(path));
    expect(pages.filter((page) => !drawn.some(({ view }) => view.page === page))).toEqual([]);
  });

  test.each(drawn)(
    '$name in $language has one heading, its title, its errors beside their fields, the token in each form, and no script or style of its own',
    ({ language, view }) => {
      const html = sampleHtml(view, language);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(withoutScripts(html)).not.toMatch(unfilled);
      const title = /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '';
      expect(title).toMatch(/\S.* – Surety$/);

      const wrong = Object.keys(view.form?.errors ?? {});
      expect(/^(Error|Gwall):/.test(title)).toBe(wrong.length > 0);
      for (const field of wrong) {
        expect(html).toContain(`href="#${field}"`);
        expect(html).toMatch(new RegExp(`id="${field}"`));
      }
      if (language === 'cy') expect(html).not.toMatch(/>\s*Error:\s*</);

      const forms = html.match(/<form(?! method="get")[\s\S]*?<\/form>/g) ?? [];
      for (const form of forms) expect(form).toMatch(/name="(csrf|xsrf)"/);
      expect(html).not.toMatch(/ style=| on[a-z]+="|<style/);
      for (const [script = ''] of html.matchAll(/<script[^>]*>/g)) expect(script).toContain('nonce="sample"');
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    },
  );

  // In one language: words have the same places for values in both, and fail where one is missing (words.test.ts).
  test.each(drawn.filter(({ language }) => language === 'en'))(
    '$name has its ways out where no partner is known',
    ({ language, view }) => {
      const exits: ExitLink[] = [
        { kind: 'return', method: 'get', action: '/leave' },
        { kind: 'continue-later', method: 'post', action: '/leave' },
        { kind: 'cancel', method: 'post', action: '/cancel' },
      ];
      const html = sampleHtml(view, language, { partner: undefined, exits });
      expect(html).toContain('data-exit="cancel"');
      expect(withoutScripts(html)).not.toMatch(unfilled);
    },
  );

  test('takes into its template what it uses, and no more', () => {
    const templates = readdirSync(ui, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.njk'));
    const unused = templates.flatMap((path) => {
      const source = readFileSync(join(ui, path), 'utf8');
      const included = [...source.matchAll(/include "([^"]+)"/g)].map(([, one = '']) =>
        readFileSync(join(ui, one), 'utf8'),
      );
      const used = [source.replace(/\{% from .*? %\}/g, ''), ...included].join();
      const taken = [...source.matchAll(/\{% from .*? import (.*?) %\}/g)].flatMap(([, names = '']) =>
        names.split(', '),
      );
      const missing = taken.filter((name) => !new RegExp(`\\b${name.split(' as ').at(-1)}\\b`).test(used));
      return missing.map((name) => `${path}: ${name}`);
    });
    expect(unused).toEqual([]);
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
