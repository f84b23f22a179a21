import { escapeMarkup } from '../../../domain/escape-markup.js';
import type { Held } from '../../../store/held/held-of.js';

/** As JSON: an object of sections, each an array. */
export async function* asJson(held: AsyncIterable<Held>): AsyncGenerator<string> {
  let section: string | undefined;
  yield '{';
  for await (const one of held) {
    if (one.section === section) yield ',\n';
    else yield `${section === undefined ? '\n' : '\n],\n'}${JSON.stringify(one.section)}: [\n`;
    section = one.section;
    yield JSON.stringify(one.item);
  }
  yield section === undefined ? '}\n' : '\n]\n}\n';
}

/** As one page to read, without a script and without anything from elsewhere. @param titleOf the words of a section */
export async function* asHtml(
  held: AsyncIterable<Held>,
  words: { language: string; title: string; titleOf: (section: string) => string },
): AsyncGenerator<string> {
  const { language, title, titleOf } = words;
  let section: string | undefined;
  yield `<!doctype html>\n<html lang="${language}">\n<head><meta charset="utf-8"><title>${escapeMarkup(title)}</title></head>\n<body>\n<h1>${escapeMarkup(title)}</h1>\n`;
  for await (const one of held) {
    if (one.section !== section) yield `<h2>${escapeMarkup(titleOf(one.section))}</h2>\n`;
    section = one.section;
    yield `<dl>${Object.entries(JSON.parse(JSON.stringify(one.item)))
      .map(([name, value]) => row(name, value))
      .join('')}</dl>\n<hr>\n`;
  }
  yield '</body>\n</html>\n';
}

function row(name: string, value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const shown = name === 'picture' ? `<img alt="" width="400" src="${escapeMarkup(text)}">` : escapeMarkup(text);
  return `<dt>${escapeMarkup(name)}</dt><dd>${shown}</dd>`;
}
