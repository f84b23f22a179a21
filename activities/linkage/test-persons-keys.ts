import type { LinkageKeys, LinkageProblem } from '../../domain/linkage/linkage.js';
import { atAttempt } from '../../domain/sandbox/forced.js';
import type { GpSystem } from '../gp-system/client.js';
import type { TestPersonFound } from '../sandbox/test-people.js';

/** What the GP system says of a test person: what is forced on them, else keys that are always theirs. A paper key of theirs is good. */
export function testPersonsKeys({ forced, identity }: TestPersonFound, turn: number): GpSystem & { odsCode: string } {
  const odsCode = 'A12345';
  const said = atAttempt(forced.linkage ?? [], turn);
  const userId = identity.documentNumber.slice(0, 7);
  return {
    odsCode,
    async retrieve(): Promise<LinkageKeys | LinkageProblem> {
      return said && said !== 'ready' && said !== 'linkage_loop' && said !== 'linkage_key_used'
        ? said
        : { odsCode, userId, key: `test-${userId}` };
    },
    check: async (_patient, { key }) =>
      said === 'linkage_loop' || said === 'linkage_key_used' || key === 'used'
        ? 'linkage_key_used'
        : key === 'wrong'
          ? 'linkage_key_wrong'
          : 'good',
  };
}
