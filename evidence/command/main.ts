import { parseRequest, type Request, UsageError, usage } from './arguments.js';
import { takeStandardOutput } from './output.js';

const emit = takeStandardOutput();

/** Only what a command needs is loaded: models take a second. */
async function run(request: Request): Promise<number> {
  if (request.command === 'help') {
    process.stderr.write(usage);
    return 0;
  }
  const { openDecoder } = await import('../image/decoder.js');
  const decoder = openDecoder();
  try {
    switch (request.command) {
      case 'read':
        return await (await import('./read.js')).read(request.files, decoder, emit);
      case 'photo':
        return await (await import('./photo.js')).photo(request.files, request.subject, decoder, emit);
      case 'compare':
        return await (await import('./compare.js')).compare(request.files, decoder, emit);
      case 'scan':
        return await (await import('./scan.js')).scan(request.folders, decoder, emit);
      case 'faces':
        return await (await import('./faces/faces.js')).faces(request, decoder, emit);
    }
  } finally {
    decoder.close();
  }
}

async function answered(): Promise<number> {
  try {
    return await run(parseRequest(process.argv.slice(2)));
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${usage}`);
      return 2;
    }
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    return 1;
  }
}

// The models' runtimes keep the process alive otherwise.
process.exit(await answered());
