import { describe, expect, test } from '@jest/globals';
import { Unavailable } from '../errors.js';
import { withRequestId } from '../request-id/request-id.js';
import { createLog } from './log.js';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ level: 'trace', process: 'api', destination: { write: (line: string) => void lines.push(line) } }));
  return lines.join('');
}

describe('the log', () => {
  test('hides private fields at any depth, in lists and in children', () => {
    const text = logged((log) => {
      log.info({ email: 'secret-1', deep: { list: [{ family_name: 'secret-2', 'Set-Cookie': 'secret-3' }] } }, 'saved');
      log.child({ nhsNumber: 'secret-4', queue: 'checks' }).warn({ reference: 'secret-5' }, 'kept');
    });
    expect(text).not.toContain('secret-');
    expect(text).toContain('"queue":"checks"');
    expect(text).toContain('"level":"warn"');
  });

  test('shows class, code and stack of errors and of their causes, never messages', () => {
    const cause = Object.assign(new Error('no mail for secret-1'), { code: 'EENVELOPE' });
    const text = logged((log) => {
      log.error(cause);
      log.error(new Unavailable('mail_down', 'Try later', 30, { cause }), 'sending failed');
      log.error({ err: new TypeError('bad secret-2\n  at secret-3') }, 'strange');
      log.error({ nested: { problem: new Error('secret-4') } });
      log.error(cause, 'with %s', 'args');
    });
    expect(text).not.toMatch(/secret-[124]/);
    expect(text).toContain('"code":"mail_down"');
    expect(text).toContain('"cause":{"type":"Error","code":"EENVELOPE"');
    expect(text).toContain('log.test');
  });

  test('hides addresses and numbers that stand in harmless fields', () => {
    const text = logged((log) =>
      log.info({ note: 'to ann@mail.example, 943 476 5919 or +447700900123', ms: 1234567890 }),
    );
    expect(text).not.toMatch(/ann@|5919|900123/);
    expect(text).toContain('"ms":1234567890');
  });

  test('does not walk into objects with a class, buffers or circles', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const text = logged((log) => log.info({ circle, bytes: Buffer.from('secret-1'), url: new URL('http://secret-2') }));
    expect(text).not.toContain('secret-');
    expect(text).toContain('[8 bytes]');
  });

  test('carries the request id through awaits, and nothing outside', async () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', process: 'api', destination: { write: (line) => void lines.push(line) } });
    await withRequestId('request-1', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.info('inside');
    });
    log.info('outside');
    expect(lines[0]).toContain('"requestId":"request-1"');
    expect(lines[1]).not.toContain('requestId');
  });
});
