import { describe, expect, it } from '@jest/globals';
import { parseRequest, UsageError } from './arguments.js';

describe('the words of the evidence command', () => {
  it.each([
    [['read', 'a.jpg', 'b.jpg'], { command: 'read', files: ['a.jpg', 'b.jpg'] }],
    [['photo', '--face', 'a.jpg'], { command: 'photo', files: ['a.jpg'], subject: 'face' }],
    [['photo', 'a.jpg', '--document'], { command: 'photo', files: ['a.jpg'], subject: 'document' }],
    [['compare', 'a', 'b'], { command: 'compare', files: ['a', 'b'] }],
    [['scan', 'one', 'two'], { command: 'scan', folders: ['one', 'two'] }],
    [['faces', 'dir', '--det', 'x.svg'], { command: 'faces', folder: 'dir', det: 'x.svg' }],
    [['read', '--', '-odd.jpg'], { command: 'read', files: ['-odd.jpg'] }],
    [['--help'], { command: 'help' }],
  ])('%j', (argv, request) => {
    expect(parseRequest(argv)).toEqual(request);
  });

  it.each([
    [[]],
    [['read']],
    [['unknown', 'a.jpg']],
    [['toString', 'a.jpg']],
    [['compare', 'a']],
    [['compare', 'a', 'b', 'c']],
    [['faces', 'a', 'b']],
    [['photo', '--face', '--document', 'a']],
    [['read', '--face', 'a']],
    [['read', '--nonsense', 'a']],
    [['faces', 'dir', '--det']],
  ])('refuses %j', (argv) => {
    expect(() => parseRequest(argv)).toThrow(UsageError);
  });
});
