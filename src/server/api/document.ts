/** The endpoint's interface as an OpenAPI 3.1 document, made from the table of operations and the schemas. */
import { toJsonSchemaDefs } from '@valibot/to-json-schema';
import type { JsonSchema } from '@valibot/to-json-schema';
import { ERRORS } from '../../protocol/errors.ts';
import { LIMITS } from '../../protocol/sync.ts';
import { SPOKEN } from '../../protocol/versions.ts';
import { OPERATIONS } from './operations.ts';
import type { Operation } from './operation.ts';
import { SCHEMAS } from './schemas.ts';
import type { SchemaName } from './schemas.ts';

export type ApiDocument = ReturnType<typeof apiDocument>;

/** @param url the address the endpoint is known by */
export function apiDocument(url: string) {
  const paths: Record<string, Record<string, ReturnType<typeof operationObject>>> = {};
  for (const operation of OPERATIONS) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method]: operationObject(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Commonplace endpoint',
      version: `${SPOKEN.newest}.0`,
      description: `Notes of groups who read together on the web. Bodies are JSON in UTF-8, or pictures, of at most ${LIMITS.bytes.toLocaleString('en')} bytes. Every error has the same shape; \`429\` and \`503\` say in \`Retry-After\` when to come back.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url }],
    paths,
    components: {
      schemas: schemas(),
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The token of a session.' },
        personal: { type: 'http', scheme: 'bearer', description: 'A personal token, which its owner made for a tool.' },
      },
    },
  };
}

/** Fields of newer versions are kept by the endpoint, so objects that are loose say so. */
function schemas(): Record<string, JsonSchema> {
  return toJsonSchemaDefs(SCHEMAS, {
    target: 'draft-2020-12',
    typeMode: 'input',
    // Trimming and the like has no counterpart; what a value must be stays.
    errorMode: 'ignore',
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  });
}

function operationObject(operation: Operation) {
  const { tag, summary, description, token, body, answer, refusals = {}, errors, error = 'Error', json } = operation;
  const session = [{ session: [] }];
  return {
    tags: [tag],
    operationId: operationId(operation),
    summary,
    ...(description !== undefined && { description }),
    ...(token === 'required' && { security: session }),
    ...(token === 'optional' && { security: [...session, {}] }),
    ...(token === 'personal' && { security: [{ personal: [] }, {}] }),
    ...parametersOf(operation),
    ...(body && {
      requestBody: { required: true, content: typeof body === 'string' ? contentOf(body, json) : mediaOf(body.media) },
    }),
    responses: {
      [String(answer.status)]: {
        description: answer.status === 101 ? 'The WebSocket is open.' : 'Done.',
        ...('schema' in answer && { content: contentOf(answer.schema, json) }),
        ...('media' in answer && { content: mediaOf(answer.media) }),
      },
      ...refusalResponses(refusals),
      ...errorResponses(errors, error),
    },
  };
}

function operationId({ method, path, operationId: own }: Operation): string {
  if (own !== undefined) return own;
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return [method, ...(words.length > 0 ? words : ['start'])]
    .map((word, at) => (at === 0 ? word : capital(word)))
    .join('');
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function parametersOf({ path, query = {} }: Operation) {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const asked = Object.entries(query).map(([name, { description, pattern }]) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema: { type: 'string', pattern },
  }));
  return named.length + asked.length === 0 ? {} : { parameters: [...named, ...asked] };
}

function contentOf(schema: SchemaName, media = 'application/json'): Record<string, { schema?: { $ref: string } }> {
  return { [media]: { schema: { $ref: `#/components/schemas/${schema}` } } };
}

/** Another form than ours, which says what it is by itself. */
function mediaOf(media: string): Record<string, { schema?: { $ref: string } }> {
  return { [media]: {} };
}

function refusalResponses(refusals: Readonly<Record<number, string>>) {
  return Object.fromEntries(
    Object.entries(refusals).map(([status, description]) => [status, { description, content: { 'text/html': {} } }]),
  );
}

/** One response for each status; its description names the codes that have it. */
function errorResponses(codes: Operation['errors'], shape: SchemaName) {
  const byStatus = Map.groupBy(new Set(codes), (code) => ERRORS[code][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [
      String(status),
      {
        description: found.map((code) => `\`${code}\`: ${ERRORS[code][1]}`).join(' '),
        content: contentOf(shape),
        ...(status === 429 && {
          headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } },
        }),
      },
    ]),
  );
}
