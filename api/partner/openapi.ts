import { z } from 'zod';
import { bodyProblems, commonProblems, type ProblemCode, problemTable } from '../http/problem-table.js';
import { partnerApiResource, verificationsScope } from '../provider/clients/partner-api-resource.js';
import type { AnswerHeader, AnyOperation } from './operation.js';
import { operations } from './operations.js';
import { versionDates, versions } from './versions.js';

type Json = Record<string, unknown>;

const headerDescriptions: Readonly<Record<string, { description: string; schema: Json }>> = {
  ETag: { description: 'Equal as long as nothing has changed.', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds after which asking again is worth while.', schema: { type: 'integer' } },
  Location: { description: 'Where it is.', schema: { type: 'string' } },
  Allow: { description: 'What this address takes.', schema: { type: 'string' } },
  'WWW-Authenticate': { description: 'RFC 6750.', schema: { type: 'string' } },
  'Surety-Version': { description: 'The version that answered.', schema: { type: 'string' } },
  'RateLimit-Policy': { description: 'Your quota: requests and seconds.', schema: { type: 'string' } },
  RateLimit: { description: 'How many are left, and for how many seconds.', schema: { type: 'string' } },
};

/** The description of the partner API in OpenAPI 3.1, made of the operations and the schemas that check their requests. */
export function openApi(issuer: string, offered: readonly AnyOperation[] = operations): Json {
  const schemas: Record<string, Json> = { Problem: problemSchema() };
  const paths: Record<string, Record<string, Json>> = {};
  for (const one of offered) {
    paths[one.path] = { ...paths[one.path], [one.method]: operationObject(one, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Surety for partners',
      version: versionDates.at(-1),
      description: `How verifications stand, and webhooks that tell it. Versions: ${versions
        .map(({ date, changes }) => `${date}: ${changes.join(' ')}`)
        .join(' ')}`,
    },
    externalDocs: { description: 'The guide, and this reference to read', url: `${issuer}/docs/api-reference` },
    servers: [{ url: partnerApiResource(issuer) }],
    security: [{ token: [verificationsScope] }],
    tags: [...new Set(offered.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      headers: headerDescriptions,
      securitySchemes: {
        token: {
          type: 'oauth2',
          description: 'An access token by client credentials, with a client assertion (private_key_jwt).',
          flows: { clientCredentials: { tokenUrl: `${issuer}/token`, scopes: { [verificationsScope]: 'This API.' } } },
        },
      },
    },
  };
}

function operationObject(one: AnyOperation, schemas: Record<string, Json>): Json {
  return {
    operationId: one.id,
    tags: [one.tag],
    summary: one.summary,
    ...(one.description ? { description: one.description } : {}),
    parameters: [
      ...parametersOf('path', one.params),
      ...parametersOf('query', one.query),
      {
        name: 'Surety-Version',
        in: 'header',
        description: 'The version to be answered in; yours if left out.',
        schema: { type: 'string', enum: versionDates },
      },
      ...(one.idempotent
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              description: 'Makes repeating safe: the same key and body are answered as before, for 24 hours.',
              schema: { type: 'string', pattern: '^[!-~]{1,255}$', examples: ['8e03978e-40d5-43e8-bc93-6894a57f9324'] },
            },
          ]
        : []),
      ...(one.answers[304] ? [{ name: 'If-None-Match', in: 'header', schema: { type: 'string' } }] : []),
    ],
    ...(one.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(one.body, 'input', schemas) } },
          },
        }
      : {}),
    responses: { ...answersOf(one, schemas), ...problemsOf(problemCodes(one)) },
  };
}

/** Every problem that an operation may answer with. */
export function problemCodes(one: AnyOperation): ProblemCode[] {
  return [
    ...commonProblems,
    ...(one.body || one.query ? (['fields_not_valid'] as const) : []),
    ...(one.body ? bodyProblems : []),
    ...(one.idempotent
      ? (['idempotency_key_not_valid', 'idempotency_key_in_use', 'idempotency_key_reused'] as const)
      : []),
    ...(one.problems ?? []),
    'method_not_allowed',
  ];
}

function parametersOf(place: 'path' | 'query', shape: AnyOperation['params']): Json[] {
  if (!shape) return [];
  const { properties, required } = plain(z.toJSONSchema(shape, { io: 'input' })) as {
    properties: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: required?.includes(name) ?? false,
    ...(description ? { description } : {}),
    schema,
  }));
}

function answersOf({ answers }: AnyOperation, schemas: Record<string, Json>): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, body, headers = [] }]) => [
      status,
      {
        description,
        headers: headersOf(headers),
        ...(body ? { content: { 'application/json': { schema: schemaOf(body, 'output', schemas) } } } : {}),
      },
    ]),
  );
}

function problemsOf(codes: readonly ProblemCode[]): Json {
  const statuses = new Set(codes.map((code) => problemTable[code][0]));
  const ofStatus = (status: number) => [...new Set(codes)].filter((code) => problemTable[code][0] === status);
  return Object.fromEntries(
    [...statuses].map((status): [number, Json] => {
      const same = ofStatus(status);
      return [
        status,
        {
          description: same.map((code) => `\`${code}\`: ${problemTable[code][1]}`).join('\n\n'),
          headers: headersOf([], status),
          content: {
            'application/problem+json': {
              schema: {
                allOf: [{ $ref: '#/components/schemas/Problem' }],
                properties: { code: { enum: same }, status: { const: status } },
              },
            },
          },
        },
      ];
    }),
  );
}

function headersOf(own: readonly AnswerHeader[], status = 200): Json {
  const names = [
    ...own,
    ...(status === 401 || status === 403 ? ['WWW-Authenticate'] : ['Surety-Version', 'RateLimit-Policy', 'RateLimit']),
    ...(status === 405 ? ['Allow'] : []),
    ...(status === 429 || status === 503 ? ['Retry-After'] : []),
  ];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** A schema as the description refers to it; those with a name are kept once, among the components. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, Json>): Json {
  const { $defs, ...rest } = plain(z.toJSONSchema(schema, { io }), io === 'output');
  Object.assign(schemas, $defs);
  return rest;
}

/** @param open answers may have more fields one day, so their schemas do not forbid them; requests are strict and say so. */
function plain(schema: z.core.JSONSchema.BaseSchema, open = false): Json {
  const kept = (key: string, value: unknown) =>
    key === '$schema' || (open && key === 'additionalProperties' && value === false) ? undefined : value;
  return JSON.parse(JSON.stringify(schema, kept).replaceAll('#/$defs/', '#/components/schemas/')) as Json;
}

function problemSchema(): Json {
  const text = { type: 'string' };
  const error = { type: 'object', required: ['field', 'code'], properties: { field: text, code: text } };
  return {
    description: 'RFC 9457. Decide by `code`.',
    type: 'object',
    required: ['type', 'title', 'status', 'code'],
    properties: {
      type: { type: 'string', examples: ['urn:surety:problem:not_found'] },
      title: text,
      status: { type: 'integer' },
      code: { enum: Object.keys(problemTable) },
      errors: { type: 'array', items: error },
    },
  };
}
