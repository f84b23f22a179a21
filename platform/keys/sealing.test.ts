import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSealer } from './sealing.js';

const key = () => new Uint8Array(randomBytes(32));
const sealer = createSealer(key());

describe('sealing', () => {
  test('opens what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (plain, context) => {
        expect(sealer.open(sealer.seal(plain, context), context)).toEqual(plain);
      }),
    );
    expect(sealer.openJson(sealer.sealJson({ a: ['ŷ'] }, 'x'), 'x')).toEqual({ a: ['ŷ'] });
  });

  test('never gives the same bytes twice', () => {
    const plain = new Uint8Array(16);
    expect(sealer.seal(plain, 'x')).not.toEqual(sealer.seal(plain, 'x'));
  });

  test('does not open when any one bit is changed, or anything is cut off or added', () => {
    const sealed = sealer.seal(new Uint8Array([1, 2, 3]), 'x');
    for (let index = 0; index < sealed.length * 8; index += 1) {
      const changed = sealed.slice();
      changed[index >> 3] = (changed[index >> 3] as number) ^ (1 << (index & 7));
      expect(() => sealer.open(changed, 'x')).toThrow('sealed_unreadable');
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => sealer.open(sealed.slice(0, length), 'x')).toThrow('sealed_unreadable');
    }
    expect(() => sealer.open(new Uint8Array([...sealed, 0]), 'x')).toThrow('sealed_unreadable');
  });

  test('does not open in another context', () => {
    expect(() => sealer.open(sealer.seal(new Uint8Array(1), 'case:1'), 'case:2')).toThrow('sealed_unreadable');
  });

  test('goes on opening with an older key while keys are changed over, and not after', () => {
    const [older, newer] = [key(), key()];
    const sealed = createSealer(older).seal(new Uint8Array([7]), 'x');
    expect(createSealer([newer, older]).open(sealed, 'x')).toEqual(new Uint8Array([7]));
    expect(() => createSealer(newer).open(sealed, 'x')).toThrow('sealed_unreadable');
    expect(createSealer(newer).open(createSealer([newer, older]).seal(new Uint8Array([8]), 'x'), 'x')).toHaveLength(1);
  });

  test('gives data keys that open only in their own case', () => {
    const { wrapped, key: dataKey } = sealer.newDataKey('case:1');
    expect(sealer.unwrap(wrapped, 'case:1')).toEqual(dataKey);
    expect(() => sealer.unwrap(wrapped, 'case:2')).toThrow('sealed_unreadable');
    expect(() => sealer.open(wrapped, 'case:1')).toThrow('sealed_unreadable');
  });

  test('refuses a key of another length', () => {
    expect(() => createSealer(new Uint8Array(31))).toThrow(RangeError);
    expect(() => createSealer([])).toThrow(RangeError);
  });
});
