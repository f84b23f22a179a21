import { expect, test } from '@jest/globals';
import { domainsAbove, emailDomain, isShared } from './email-domain.js';

test('A domain is compared in one form, however it is written', () => {
  for (const typed of ['Example.COM', ' example.com. ', 'anna@example.com', '@example.com', '"a@b"@EXAMPLE.com']) {
    expect(emailDomain(typed)).toBe('example.com');
  }
  expect(emailDomain('anna@bücher.example')).toBe('xn--bcher-kva.example');
  expect(emailDomain('xn--BCHER-kva.example')).toBe('xn--bcher-kva.example');
});

test('What is no domain is none', () => {
  for (const typed of [
    '',
    'com',
    'localhost',
    'a b.com',
    'example.com/x',
    'example.com:25',
    '127.0.0.1',
    '[::1]',
    '.com',
    '-a.com',
  ]) {
    expect([typed, emailDomain(typed)]).toEqual([typed, undefined]);
  }
});

test('A domain lies in all that are above it, but not in its neighbours', () => {
  expect(domainsAbove('a.b.example.com')).toEqual(['a.b.example.com', 'b.example.com', 'example.com']);
  expect(domainsAbove('example.com')).toEqual(['example.com']);
});

test('A domain below which anybody has theirs is told from one that is somebody’s', () => {
  expect(['co.uk', 'nhs.uk', 'com.au'].filter(isShared)).toEqual(['co.uk', 'nhs.uk', 'com.au']);
  expect(['example.co.uk', 'co.example', 'me.com', 'example.uk'].filter(isShared)).toEqual([]);
});
