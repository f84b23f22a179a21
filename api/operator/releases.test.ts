import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import express from 'express';
import type { Release } from '../../store/insight/releases.js';
import { releaseMarkers } from './releases.js';

/** The address, with what was put. */
async function listening(token: string | undefined) {
  const put: Release[] = [];
  const releases = { put: async (some: readonly Release[]) => void put.push(...some), between: async () => [] };
  const app = express().use(releaseMarkers({ releases: { ...releases, ensureIndexes: async () => {} } }, token));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/operator/releases`;
  const tell = async (given: string, body: object) => {
    const headers = { authorization: `Bearer ${given}`, 'content-type': 'application/json' };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  return { put, tell, close: () => server.close() };
}

test('A deploy tells of a release by a token of its own, and nobody without one', async () => {
  const { put, tell, close } = await listening('release-token-of-tests');
  const release = { release: '2026.11.4', at: '2026-11-23T10:00:00Z' };
  expect(await tell('wrong', release)).toBe(401);
  expect(await tell('', release)).toBe(401);
  expect(await tell('release-token-of-tests', { release: 'a b' })).toBe(400);
  expect(await tell('release-token-of-tests', { ...release, more: 1 })).toBe(400);
  expect(put).toEqual([]);
  expect(await tell('release-token-of-tests', release)).toBe(204);
  expect(put).toEqual([{ _id: '2026.11.4', at: new Date(release.at) }]);
  close();
});

test('Without a token in the settings no token is right', async () => {
  const { put, tell, close } = await listening(undefined);
  expect(await tell('undefined', { release: 'x' })).toBe(401);
  expect(await tell('', { release: 'x' })).toBe(401);
  expect(put).toEqual([]);
  close();
});
