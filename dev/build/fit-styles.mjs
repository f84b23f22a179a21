import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { filesBelow } from './files.mjs';

const vendor = 'node_modules/nhsuk-frontend/dist/nhsuk/components';

/** Our product's colours in place of the NHS identity's: each pair keeps the contrast of what it replaces or betters it. @type {[string, string][]} */
const colours = [
  ['#005eb8', '#0b5f6b'], // links, brand
  ['#003d78', '#063f47'],
  ['#002f5c', '#04292f'],
  ['#004b93', '#084a54'],
  ['#0055a6', '#095661'],
  ['#004281', '#07424b'],
  ['#003087', '#063f47'],
  ['#337ec6', '#3c7f89'],
  ['#ccdff1', '#d5e6e8'],
  ['#c7dcef', '#cfe2e5'],
  ['#d9e7f4', '#deebed'],
  ['#007f3b', '#0b5f6b'], // main button
  ['#00662f', '#084a54'],
  ['#00401e', '#04292f'],
  ['#004c23', '#063f47'],
  ['#330072', '#4a2a5c'], // visited links
  ['#240050', '#321b40'],
  ['#7c2855', '#6e2f56'],
];

/**
 * The design system's style sheet in our product's colours, without the components that no page uses: a quarter of its weight.
 *
 * @param {string} css
 * @param {string[]} sources paths of our templates and code, relative to the project: every class they name is kept
 */
export function fitStyles(css, sources) {
  const recoloured = colours.reduce((text, [theirs, ours]) => text.replaceAll(theirs, ours), css);
  return dropUnused(recoloured, classesInUse(sources));
}

/**
 * Every class-like word in our sources, and in the templates and scripts of the components these import.
 * @param {string[]} sources
 */
function classesInUse(sources) {
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
  const ours = sources.map(read);
  const imported = ours.flatMap((text) => [...text.matchAll(/nhsuk\/components\/([a-z-]+)/g)].map(([, name]) => name));
  const components = new Set([
    'error-message',
    'hint',
    'label',
    'fieldset',
    'legend',
    'heading',
    'input',
    'button',
    ...imported,
  ]);
  const theirs = [...components].flatMap((name) =>
    filesBelow([`${vendor}/${name}`], (path) => /template\.njk$|\.mjs$/.test(path)).map(read),
  );
  return new Set([...ours, ...theirs].flatMap((text) => text.match(/[\w-]+/g) ?? []));
}

/** Beginnings of class names that templates put together from parts. */
const joined = [
  'input--width-',
  'heading-',
  'label--',
  'fieldset__legend--',
  'button--',
  'tag--',
  'radios--',
  'caption-',
];

/**
 * Drops rules whose every selector names an `nhsuk-` class that nothing uses. At-rules are walked; empty ones go.
 * @param {string} css
 * @param {Set<string>} used
 * @returns {string}
 */
function dropUnused(css, used) {
  const isUsed = (/** @type {string} */ name) =>
    used.has(name) || joined.some((start) => name.startsWith(`nhsuk-${start}`));
  const selectorUsed = (/** @type {string} */ selector) =>
    [...selector.matchAll(/\.(nhsuk-[\w-]+)/g)].every(([, name = '']) => isUsed(name));
  let kept = '';
  for (const { head, body } of blocks(css)) {
    if (body === undefined) kept += head;
    else if (/^@(media|supports|layer)/.test(head)) {
      const inner = dropUnused(body, used);
      if (inner.trim()) kept += `${head}{${inner}}`;
    } else if (head.startsWith('@')) kept += `${head}{${body}}`;
    else {
      const selectors = head.split(/,(?![^(]*\))/).filter(selectorUsed);
      if (selectors.length > 0) kept += `${selectors.join(',')}{${body}}`;
    }
  }
  return kept;
}

/**
 * Splits CSS into its top-level rules: what stands before the brace, and what between.
 * @param {string} css
 */
function* blocks(css) {
  let start = 0;
  let depth = 0;
  let open = 0;
  for (let at = 0; at < css.length; at++) {
    if (css[at] === '{' && depth++ === 0) open = at;
    else if (css[at] === '}' && --depth === 0) {
      yield { head: css.slice(start, open).trim(), body: css.slice(open + 1, at) };
      start = at + 1;
    } else if (css[at] === ';' && depth === 0) {
      yield { head: css.slice(start, at + 1).trim() };
      start = at + 1;
    }
  }
}
