import { describe, expect, test } from '@jest/globals';
import { leaksIn, withoutQuotes } from './leaks.js';

describe('The scan of what a test run printed', () => {
  test.each([
    ['email address', '{"level":"warn","to":"person-abc@example.org"}'],
    ['email address', 'GET /?hint=amelia.thornton%40example.org'],
    ['mobile number', 'sent to +447700900123'],
    ['mobile number', '07700 900 411'],
    ['landline number', '+441134960123'],
    ['family name', 'Error: no match for FAIRWEATHER LLOYD'],
    ['NHS number', 'trace of 999 012 3071'],
    ['birth date', '1988-04-17'],
    ['password', 'seven green bottles'],
    ['picture', '"/9j/4AAQSkZJRg"'],
  ])('finds a planted %s, and says where without saying it again', (what, planted) => {
    expect(leaksIn('api.log', `{"msg":"started"}\n${planted}\n`)).toContain(`${what} in api.log, line 2`);
  });

  test('leaves out what Jest quotes of a test that is tried once more, and nothing after it', () => {
    const printed =
      ' LOGGING RETRY ERRORS  a test\n Expected: a@example.org\n  > 3 | b@example.org\nPASS a.test.ts\nc@example.org';
    expect(leaksIn('output', withoutQuotes(printed))).toEqual(['email address in output, line 5']);
  });

  test('finds nothing in what processes print', () => {
    const lines = [
      'PASS ui/account/account.test.ts (11.561 s)',
      '2026-11-23T13:49:32.511Z [INFO] Worker state changed { taskQueue: "journeys", state: "STOPPING" }',
      '{"level":"info","time":"2026-11-22T19:09:26.204816Z","pid":1985078,"requestId":"kZ-siann_9j","status":303}',
    ];
    expect(leaksIn('output', lines.join('\n'))).toEqual([]);
  });
});
