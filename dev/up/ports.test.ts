import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { freePort } from '../servers/ports.mjs';
import { choosePorts, refuseBusyPorts } from './ports.js';

describe('the ports of a start', () => {
  test('are 3000 and 3001 for what people open, unless told otherwise', () => {
    expect(choosePorts({})).toMatchObject({ PORT: 3000, DEV_PORT: 3001 });
    expect(choosePorts({ PORT: '4000', DEV_PORT: '' })).toMatchObject({ PORT: 4000, DEV_PORT: 3001 });
  });

  test.each(['0', '65536', '12.5', 'http'])('cannot be %s', (port) => {
    expect(() => choosePorts({ MONGODB_PORT: port })).toThrow(`MONGODB_PORT is ${port}, which is no port.`);
  });

  test('cannot be the same for two', () => {
    expect(() => choosePorts({ DEV_PORT: '3000' })).toThrow('PORT and DEV_PORT are both 3000');
  });

  test('in use are named with the setting that moves them', async () => {
    const squatter = createServer().listen(await freePort(), '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const ports = { ...choosePorts({}), TEMPORAL_PORT: port, MONGODB_PORT: await freePort() };
    const only = ['TEMPORAL_PORT', 'MONGODB_PORT'] as const;
    await expect(refuseBusyPorts(ports, only)).rejects.toThrow(
      `Port ${port} (Temporal) is in use: stop what uses it, or set TEMPORAL_PORT.`,
    );
    squatter.close();
    await once(squatter, 'close');
    await refuseBusyPorts(ports, only);
  });
});
