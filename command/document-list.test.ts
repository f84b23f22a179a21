import { expect, test } from '@jest/globals';
import { readDocumentList } from './document-list.js';

test('A list of documents is read line by line, remarks and empty lines left out', () => {
  expect(readDocumentList('# stolen\nGBR, 123456789 \r\n\nD,C01X00T47\n')).toEqual([
    { issuer: 'GBR', number: '123456789' },
    { issuer: 'D', number: 'C01X00T47' },
  ]);
});

test.each(['GBR', 'GBR,', '123456789', 'GBRX,123456789', 'GBR,123456789,x'])(
  'A line that is none is named by its number, never by what it says: %s',
  (line) => {
    expect(() => readDocumentList(`GBR,123456789\n${line}`)).toThrow(/^line 2 is not issuer,number$/);
  },
);
