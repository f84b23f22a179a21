import type { CommandStartedEvent, MongoClient } from 'mongodb';
import { counter } from '../platform/metrics.js';

/** What the database is asked to do while people are served; making indexes and the driver's own talk are left out. */
const kinds: Readonly<Record<string, 'read' | 'write'>> = {
  find: 'read',
  getMore: 'read',
  aggregate: 'read',
  count: 'read',
  distinct: 'read',
  insert: 'write',
  update: 'write',
  delete: 'write',
  findAndModify: 'write',
};

const commands = counter('surety_store_commands_total', 'Commands sent to the database', [
  'kind',
  'command',
  'collection',
]);

/** Counts the commands of a client that was made with `monitorCommands`: each is a way to the database and back. */
export function countCommands(client: MongoClient): void {
  client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
    const kind = kinds[commandName];
    if (!kind) return;
    const collection = String(commandName === 'getMore' ? command.collection : command[commandName]);
    commands.inc({ kind, command: commandName, collection });
  });
}
