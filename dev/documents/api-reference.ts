import { bodyProblems, commonProblems } from '../../api/http/problem-table.js';
import { openApi } from '../../api/partner/openapi.js';

type Schema = {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  description?: string;
};
type Answer = { description: string; content?: Record<string, { schema: Schema }> };
type Operation = {
  tags: string[];
  summary: string;
  description?: string;
  parameters: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Answer>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** Parameters that every operation has: said once, above. */
const everywhere = ['Surety-Version'];

/** The reference of the partner API in Markdown, made of its OpenAPI description. */
export function apiReference(): string {
  const { paths, components } = openApi('https://surety.example') as unknown as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ address: `${method.toUpperCase()} ${path}`, one })),
  );
  const tags = [...new Set(operations.flatMap(({ one }) => one.tags))];
  const shown = Object.keys(components.schemas).filter((name) => name !== 'Problem');
  return [
    ...tags.flatMap((tag) => [
      `## ${tag}`,
      ...operations.filter(({ one }) => one.tags.includes(tag)).map(({ address, one }) => section(address, one)),
    ]),
    '## What is sent and answered',
    ...shown.map((name) => `### ${name}\n\n${fields(components.schemas[name])}`),
  ].join('\n\n');
}

function section(address: string, { summary, description, parameters, requestBody, responses }: Operation): string {
  const body = requestBody && Object.values(requestBody.content)[0]?.schema;
  const own = parameters.filter(({ name }) => !everywhere.includes(name));
  const good = Object.entries(responses).filter(([status]) => Number(status) < 400);
  const problems = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  const ownProblems = problems.flatMap(([, answer]) => problemCodes(answer));
  return [
    `### ${summary}`,
    `\`${address}\``,
    ...(description ? [description] : []),
    ...(own.length > 0
      ? [table(own.map((one) => row(one.name, one.schema, one.required, one.description, one.in)))]
      : []),
    ...(body ? [`Body: ${typeOf(body)}.`] : []),
    `Answers: ${good.map(([status, answer]) => `${status} ${contentOf(answer)}`.trim()).join(', ')}.`,
    ...(ownProblems.length > 0 ? [`Problems: ${ownProblems.map((code) => `\`${code}\``).join(', ')}.`] : []),
  ].join('\n\n');
}

/** Those that any operation may answer with are listed in the guide itself. */
const common: readonly string[] = [...commonProblems, ...bodyProblems, 'method_not_allowed'];

function problemCodes({ content }: Answer): string[] {
  const [{ schema } = { schema: {} as Schema }] = Object.values(content ?? {});
  const codes = (schema.properties?.code?.enum ?? []) as string[];
  return codes.filter((code) => !common.includes(code));
}

const contentOf = ({ content }: Answer): string => {
  const [one] = Object.values(content ?? {});
  return one ? typeOf(one.schema) : '';
};

function fields(schema: Schema | undefined): string {
  const rows = Object.entries(schema?.properties ?? {}).map(([name, one]) =>
    row(name, one, schema?.required?.includes(name), one.description),
  );
  return table(rows);
}

const table = (rows: readonly string[]): string =>
  ['| Name | Takes | Means |', '| --- | --- | --- |', ...rows].join('\n');

function row(name: string, schema: Schema, required = false, description = '', place = ''): string {
  const where = place === 'header' ? ' (header)' : place === 'query' ? ' (query)' : '';
  const left = schema.default === undefined ? '' : ` ${JSON.stringify(schema.default)} if left out.`;
  const optional = required || left ? '' : ' Optional.';
  return `| \`${name}\`${where} | ${typeOf(schema)} | ${`${description}${optional}${left}`.trim()} |`;
}

/** What a schema takes, in a few words. */
function typeOf(schema: Schema): string {
  const { $ref, type, items, format, maxLength, minimum, maximum, additionalProperties } = schema;
  if ($ref) {
    const name = $ref.split('/').at(-1) ?? '';
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.enum) return schema.enum.length > 20 ? 'one of many' : schema.enum.map((one) => `\`${one}\``).join(', ');
  if (type === 'array')
    return `list of ${
      items?.properties
        ? Object.keys(items.properties)
            .map((one) => `\`${one}\``)
            .join(', ')
        : items
          ? typeOf(items)
          : 'anything'
    }`;
  if (type === 'object' && typeof additionalProperties === 'object') return 'texts by name';
  if (format === 'date-time') return 'time';
  if (type === 'integer')
    return minimum !== undefined && maximum !== undefined && maximum <= 1_000 ? `${minimum} to ${maximum}` : 'number';
  if (type === 'string') return maxLength ? `text, up to ${maxLength}` : format === 'uri' ? 'address' : 'text';
  return type === 'boolean' ? 'true or false' : (type ?? 'anything');
}
