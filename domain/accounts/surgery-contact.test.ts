import { expect, test } from '@jest/globals';
import { parseSurgeryContact } from './surgery-contact.js';

test.each([
  [' Rosa@Example.ORG ', { contact: 'rosa@example.org' }],
  ['07700 900 411', { contact: '07700900411' }],
  ['+44 (0)7700 900411', { contact: '07700900411' }],
  ['0044 20 7946 0018', { contact: '02079460018' }],
  ['+353 1 234 5678', { contact: '+35312345678' }],
  ['', { error: 'contact_empty' }],
  ['my mobile', { error: 'contact_format' }],
  ['07700', { error: 'contact_format' }],
  ['a@b', { error: 'contact_format' }],
  ['0770090*', { error: 'contact_format' }],
])('a contact that a surgery has is read from %p', (typed, result) => {
  expect(parseSurgeryContact(typed)).toEqual(result);
});
