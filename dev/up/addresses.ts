import { renderUnicodeCompact } from 'uqr';
import type { Lan } from './lan.js';
import type { Ports } from './ports.js';

/** The table that tells a newcomer where to go. */
export function addresses(ports: Ports, temporalPages: boolean, lan?: Lan): string {
  const simulators = lan?.devUrl ?? `http://localhost:${ports.DEV_PORT}`;
  const surety = lan?.suretyUrl ?? `http://localhost:${ports.PORT}`;
  const rows: [string, string][] = [
    ['Demo partner (begin here)', simulators],
    ['A second one: sign in once, sign out of both', `${simulators}/pharmacy/`],
    ['Inbox: mail and text messages', `${simulators}/inbox`],
    ['Simulators, and how to break them', `${simulators}/simulators`],
    ['Specimens: passports and faces', `${simulators}/specimens`],
    ['Surety', surety],
    ['Test people, who need no camera', `${surety}/sandbox`],
    ["Caseworkers' desk", `${surety}/casework`],
  ];
  if (temporalPages) rows.push(["Temporal's pages", `http://localhost:${ports.TEMPORAL_UI_PORT}`]);
  const width = Math.max(...rows.map(([what]) => what.length));
  const table = rows.map(([what, where]) => `  ${what.padEnd(width)}  ${where}`).join('\n');
  return lan ? `${table}\n\n${forPhones(simulators)}` : table;
}

/** Both sites have the same certificate, which no browser knows: each warns once. */
const forPhones = (address: string): string =>
  [
    'On a phone in the same network, scan this or open the first address. Browsers warn of the certificate, which was made on this',
    'machine: go on to the site all the same (once for each of the two ports).',
    '',
    renderUnicodeCompact(address),
  ].join('\n');
