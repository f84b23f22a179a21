import { describe, expect, test } from '@jest/globals';
import { type Exit, steps } from '../../../domain/journey/steps.js';
import { waysBackDocument } from '../../support/documents/ways-back.js';
import { screen } from './place.js';

describe('All pages that the walks came to', () => {
  test('were without fault as they are served, at 320 pixels, and kept to their own policy', () => {
    expect(screen.wrong).toEqual({});
    expect(screen.noticed).toEqual({ strangers: [], complaints: [] });
    expect(screen.shown.size).toBeGreaterThan(80);
  });

  test('lead back by every exit of the table of steps, each pressed in a real browser', () => {
    const missing = Object.entries(steps).flatMap(([step, { page, exits }]) =>
      exits.filter((exit: Exit) => !screen.led.has(`${page} ${exit}`)).map((exit) => `${step} ${exit}`),
    );
    expect(missing).toEqual([]);
  });

  test('and all that was in the way leads on, as the list of ways back says', () => {
    const nowhere = [...screen.ways].filter(([, { ways }]) => ways.length === 0).map(([what]) => what);
    expect(nowhere).toEqual([]);
    const { says, should } = waysBackDocument(screen.led, screen.ways);
    expect(says).toBe(should);
  });
});
