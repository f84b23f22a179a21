import { describe, expect, it } from '@jest/globals';
import { decideMatch, FACE_MATCH_ACCEPT, FACE_MATCH_LIMIT, faceDistance } from './match.js';

describe('the decision on a face distance', () => {
  it.each([
    [0, 'pass'],
    [0.549, 'pass'],
    [FACE_MATCH_ACCEPT, 'refer'],
    [0.599, 'refer'],
    [FACE_MATCH_LIMIT, 'no'],
    [Number.POSITIVE_INFINITY, 'no'],
    [Number.NaN, 'no'],
    [-1, 'no'],
  ])('at %s is %s', (distance, decision) => {
    expect(decideMatch(distance)).toBe(decision);
  });

  it.each([
    [0.3, 'refer'],
    [0.58, 'refer'],
    [0.7, 'no'],
  ])('at %s is %s where a picture shows too little', (distance, decision) => {
    expect(decideMatch(distance, true)).toBe(decision);
  });

  it('never passes a broken embedding', () => {
    const broken = new Float32Array(128).fill(Number.NaN);
    expect(decideMatch(faceDistance(broken, broken))).toBe('no');
  });

  it('refuses to compare what cannot be compared', () => {
    expect(() => faceDistance(new Float32Array(128), new Float32Array(64))).toThrow(RangeError);
    expect(() => faceDistance(new Float32Array(0), new Float32Array(0))).toThrow(RangeError);
  });
});
