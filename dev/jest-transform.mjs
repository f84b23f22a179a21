import swc from '@swc/jest';

/**
 * TypeScript stripped by SWC, and the names that counting code looks up in its loops bound in each module. Jest runs modules in a context
 * of their own, where every look-up of a global costs a quarter of a microsecond: `Math.max` for each pixel made the tests of photos twice
 * as slow.
 */
const names = [
  'Math',
  'Number',
  'Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int32Array',
  'Float32Array',
  'Float64Array',
];

/** @param {string} code @returns {string} with the bindings before it, on its first line */
function bound(code) {
  const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code) && !declared(code, name));
  return used.length > 0 ? `const { ${used.join(', ')} } = globalThis; ${code}` : code;
}

/** @param {string} code @param {string} name */
const declared = (code, name) =>
  new RegExp(`\\b(const|let|var|class|function|import) [^;]*\\b${name}\\b *[=,}({]`).test(code);

/** @param {{ code: string }} result */
const withBindings = (result) => ({ ...result, code: bound(result.code) });

export default {
  /** @param {any} options those of @swc/jest */
  createTransformer(options) {
    /** @type {any} Jest's own types of a transformer leave each of these out */
    const transformer = swc.createTransformer(options);
    return {
      ...transformer,
      process: (/** @type {unknown[]} */ ...given) => withBindings(transformer.process(...given)),
      processAsync: async (/** @type {unknown[]} */ ...given) => withBindings(await transformer.processAsync(...given)),
      getCacheKey: (/** @type {unknown[]} */ ...given) => `${transformer.getCacheKey(...given)}-bound`,
    };
  },
};
