import type { Ports } from './ports.js';

/** The table that tells a newcomer where to go. */
export function addresses(ports: Ports, temporalPages: boolean): string {
  const simulators = `http://localhost:${ports.DEV_PORT}`;
  const rows: [string, string][] = [
    ['Demo partner (begin here)', simulators],
    ['Inbox: mail and text messages', `${simulators}/inbox`],
    ['Simulators, and how to break them', `${simulators}/simulators`],
    ['Specimens: passports and faces', `${simulators}/specimens`],
    ['Surety', `http://localhost:${ports.PORT}`],
    ["Caseworkers' desk", `http://localhost:${ports.PORT}/casework`],
  ];
  if (temporalPages) rows.push(["Temporal's pages", `http://localhost:${ports.TEMPORAL_UI_PORT}`]);
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, where]) => `  ${what.padEnd(width)}  ${where}`).join('\n');
}
