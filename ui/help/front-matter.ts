/** Reads a document that begins with `name: value` lines between two lines of `---`. @throws Error for one that does not */
export function frontMatter(source: string): { fields: Readonly<Record<string, string>>; text: string } {
  const [, head, text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  if (head === undefined || text === undefined) throw new Error('a document without front matter');
  const fields = head.split('\n').map((line) => {
    const [, name = '', value = ''] = /^(\w+): *(.*)$/.exec(line) ?? [];
    if (!name) throw new Error(`no "name: value": ${line}`);
    return [name, value.trim()] as const;
  });
  return { fields: Object.fromEntries(fields), text };
}
