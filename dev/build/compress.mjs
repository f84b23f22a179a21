import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { root } from '../root.mjs';

const compressible = /\.(js|css|wasm|json|bin|svg|onnx)$/;
const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** Above this many bytes the best compression takes seconds for a few per cent. */
const large = 1_000_000;

/**
 * Writes `.br` and `.gz` beside each file that does not have them yet, so that no request waits for a compressor.
 * @param {string[]} paths in `dist/`
 */
export async function compress(paths) {
  for (const path of paths.filter((name) => compressible.test(name))) {
    const file = join(root, 'dist', path);
    if (isCompressed(file)) continue;
    const bytes = readFileSync(file);
    const quality = bytes.length > large ? 6 : 11;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const [br, gz] = await Promise.all([brotli(bytes, { params }), zip(bytes, { level: 9 })]);
    writeFileSync(`${file}.br`, br);
    writeFileSync(`${file}.gz`, gz);
  }
}

/** @param {string} file */
function isCompressed(file) {
  const made = statSync(file).mtimeMs;
  return ['.br', '.gz'].every((ending) => existsSync(file + ending) && statSync(file + ending).mtimeMs >= made);
}
