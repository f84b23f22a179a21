import { charactersOf } from './character-classes.js';
import type { Layout } from './layouts.js';

/** Whether the lines have the layout's number, lengths and classes of characters. */
export function matchesGrammar(lines: readonly string[], layout: Layout): boolean {
  if (lines.length !== layout.grammar.length) return false;
  return layout.grammar.every((classes, number) => {
    const line = lines[number] ?? '';
    if (line.length !== classes.length) return false;
    return [...classes].every((name, at) => charactersOf(name).includes(line.charAt(at)));
  });
}
