import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { AuthorizationResponseError } from 'openid-client';
import { projectRoot } from '../platform/root.js';
import { suretyError } from './wire-errors.js';

const guide = readFileSync(join(projectRoot, 'docs/toolkit/errors.md'), 'utf8');
/** Rows of tables, without their heads. */
const cellsOf = (part: string) =>
  [...part.matchAll(/^\| (`.*?) \|$/gm)]
    .map(([, row = '']) => row.split(' | '))
    .filter(([first]) => first !== '`error`' && first !== '`code`');
const namesIn = (cell = '') => [...cell.matchAll(/`([\w.…]+)`/g)].map(([, name = '']) => name);

/** `error` and `error_description` of each documented answer. */
const answers = cellsOf(guide.slice(0, guide.indexOf('Decide by `error`'))).flatMap(([error, description]) =>
  namesIn(error).map((name) => [name, namesIn(description)[0] ?? ''] as const),
);
/** Codes of the SDK, as the guide lists them. */
const codes = cellsOf(guide.slice(guide.indexOf('## In the SDK'))).flatMap(([code]) => namesIn(code));

const errorFor = (error: string, error_description: string) =>
  suretyError(new AuthorizationResponseError('refused', { cause: new URLSearchParams({ error, error_description }) }));

describe('Every answer that the guide lists', () => {
  test.each(answers)('%s %s has a code that the guide lists, too', (error, description) => {
    const { code, wire } = errorFor(error, description);
    expect(codes).toContain(code);
    expect(wire).toContain(error);
    // What the request is to blame for, and nothing else, is for developers.
    expect(code === 'request_refused').toBe(error.startsWith('invalid_'));
  });

  test('is among at least fifteen', () => {
    expect(answers.length).toBeGreaterThanOrEqual(15);
  });
});

test('Until when Surety is worked on is a date', () => {
  const { until } = errorFor('temporarily_unavailable', 'until 2026-11-24T06:00:00.000Z');
  expect(until).toEqual(new Date('2026-11-24T06:00:00Z'));
});
