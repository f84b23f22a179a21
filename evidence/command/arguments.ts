import { parseArgs } from 'node:util';

/** What the command was asked to do. */
export type Request =
  | { command: 'help' }
  | { command: 'read'; files: string[] }
  | { command: 'photo'; files: string[]; subject?: 'face' | 'document' }
  | { command: 'compare'; files: [string, string] }
  | { command: 'scan'; folders: string[] }
  | { command: 'faces'; folder: string; det?: string };

/** The command was called wrongly; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `npm run -s evidence -- COMMAND …

  read FILE…                 the machine-readable zone or licence of each picture of a document
  photo FILE…                whether each photo is good enough, and why not
        [--face|--document]  what the photos show; worked out for each when left away
  compare A B                whether two pictures show the same person
  scan DIR…                  the frames of a face scan: was a living head turned as asked
  faces DIR [--det FILE]     error rates of the face match on a folder with one subfolder of photos per person;
                             --det: where to draw the curve (SVG)

Pictures: JPEG, PNG, WebP. Standard output holds one JSON object per line and input, and nothing else. A picture that
cannot be read has {"file","error":{"code","message"}}. Exit: 0 each input has its line, 1 the command failed, 2 wrong call.
`;

const options = {
  face: { type: 'boolean' },
  document: { type: 'boolean' },
  det: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const allowed: Readonly<Record<string, readonly string[]>> = {
  read: [],
  photo: ['face', 'document'],
  compare: [],
  scan: [],
  faces: ['det'],
};

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Understands the words after `evidence --`. Throws `UsageError`. */
export function parseRequest(argv: readonly string[]): Request {
  const { values, positionals } = parsed(argv);
  const [command = '', ...inputs] = positionals;
  if (values.help) return { command: 'help' };
  if (!command) throw new UsageError('Say what to do.');
  const takes = Object.hasOwn(allowed, command) ? allowed[command] : undefined;
  if (!takes) throw new UsageError(`There is no command “${command}”.`);
  const stray = Object.keys(values).find((name) => !takes.includes(name));
  if (stray) throw new UsageError(`${command} takes no --${stray}.`);
  if (inputs.length === 0)
    throw new UsageError(`${command} of what? Name ${command === 'read' ? 'files' : 'its input'}.`);

  if (command === 'compare') {
    const [a, b] = inputs;
    if (a === undefined || b === undefined || inputs.length > 2) throw new UsageError('compare takes two pictures.');
    return { command, files: [a, b] };
  }
  if (command === 'scan') return { command, folders: inputs };
  if (command === 'faces') {
    const [folder = ''] = inputs;
    if (inputs.length > 1) throw new UsageError('faces takes one folder.');
    return { command, folder, ...(values.det === undefined ? {} : { det: values.det }) };
  }
  if (command === 'photo') {
    if (values.face && values.document) throw new UsageError('A photo is taken as --face or as --document, not both.');
    const subject = values.face ? 'face' : values.document ? 'document' : undefined;
    return { command, files: inputs, ...(subject ? { subject } : {}) };
  }
  return { command: 'read', files: inputs };
}
