import { describe, expect, test } from '@jest/globals';
import { ServiceError } from '@temporalio/client';
import { MongoClient, MongoServerError } from 'mongodb';
import { freePort } from '../dev/servers/ports.mjs';
import { NotFound, Unavailable } from './errors.js';
import { isOutage } from './outage.js';

const failureOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);

describe('An outage', () => {
  test('is a database that nobody listens for', async () => {
    const uri = `mongodb://127.0.0.1:${await freePort()}/?directConnection=true`;
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 50 });
    expect(isOutage(await failureOf(client.db('any').command({ ping: 1 })))).toBe(true);
    await client.close();
  });

  test('is a database that stops in the middle of a write', () => {
    const stopping = new MongoServerError({ message: 'going down', code: 11_600 });
    stopping.addErrorLabel('RetryableWriteError');
    expect(isOutage(stopping)).toBe(true);
  });

  test.each([
    ['has no room on its disk', 14_031],
    ['is broken in itself', 1],
    ['stops in the middle of a question', 11_600],
  ])('is a database that %s', (_, code) => {
    expect(isOutage(new MongoServerError({ message: 'no', code }))).toBe(true);
  });

  test('is a connection that broke as it was written to', () => {
    expect(isOutage(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).toBe(true);
  });

  test('is Temporal that does not answer', () => {
    expect(isOutage(new ServiceError('unavailable'))).toBe(true);
  });

  test('is whatever we call unavailable', () => {
    expect(isOutage(new Unavailable('pds_down'))).toBe(true);
  });

  test.each([
    ['a duplicate key', new MongoServerError({ message: 'duplicate', code: 11_000 })],
    ['a page that is not there', new NotFound()],
    ['a mistake of ours', new TypeError('undefined is not a function')],
    ['nothing', undefined],
  ])('is not %s', (_, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
