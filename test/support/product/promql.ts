import { parser } from '@prometheus-io/lezer-promql';

/** One selector of an expression: the metric's name and what its labels must be. */
export type Selector = { name: string; matchers: { label: string; fits: (value: string) => boolean }[] };

/** Of an expression: the selectors in it, and the labels that it groups by. @throws where it is no PromQL */
export function readPromQl(expression: string): { selectors: Selector[]; grouped: string[] } {
  const selectors: Selector[] = [];
  const grouped: string[] = [];
  const text = ({ from, to }: { from: number; to: number }) => expression.slice(from, to);
  const tree = parser.parse(expression);
  tree.iterate({
    enter(node) {
      if (node.type.isError) throw new SyntaxError(`no PromQL at ${node.from}: ${expression}`);
      if (node.name === 'VectorSelector') selectors.push({ name: '', matchers: [] });
      const last = selectors.at(-1);
      if (node.name === 'Identifier' && node.node.parent?.name === 'VectorSelector' && last) last.name = text(node);
      if (node.name === 'LabelName' && node.node.parent?.name === 'GroupingLabels') grouped.push(text(node));
      if (node.name === 'UnquotedLabelMatcher' && last) last.matchers.push(matcher(text(node)));
    },
  });
  return { selectors, grouped };
}

function matcher(text: string): Selector['matchers'][number] {
  const [, label = '', operator = '', quoted = ''] = /^(\w+)\s*(=~|!~|!=|=)\s*(".*")$/s.exec(text) ?? [];
  const value = JSON.parse(quoted) as string;
  const whole = new RegExp(`^(?:${value})$`);
  const fits = {
    '=': (given: string) => given === value,
    '!=': (given: string) => given !== value,
    '=~': (given: string) => whole.test(given),
    '!~': (given: string) => !whole.test(given),
  }[operator];
  if (!fits) throw new SyntaxError(`no matcher: ${text}`);
  return { label, fits };
}
