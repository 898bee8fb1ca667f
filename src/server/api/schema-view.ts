/** A JSON Schema as nested lists: what a value is, which fields it has, and what is asked of each. */
import type { JsonSchema } from '@valibot/to-json-schema';
import { html } from 'hono/html';
import type { Page } from '../pages/layout.ts';

export function schemaView(schema: JsonSchema): Page {
  const { properties, required = [], additionalProperties } = schema;
  const choices = schema.anyOf ?? schema.oneOf;
  if (properties) {
    return html`<ul class="fields">
      ${Object.entries(properties).map(([name, field]) => fieldView(name, field, required.includes(name)))}
      ${
        additionalProperties === false || additionalProperties === undefined
          ? ''
          : html`<li class="quiet">and fields of newer versions, which are kept</li>`
      }
    </ul>`;
  }
  if (choices && choices.length > 0 && !choices.every(isPlain)) {
    return html`<p class="quiet">One of:</p>
      ${choices.map((choice) => (isSchema(choice) ? html`<div>${label(choice)}${schemaView(choice)}</div>` : ''))}`;
  }
  return html``;
}

export function anchorOf(name: string): string {
  return `shape-${name}`;
}

/** The name of the shape that is referred to. */
export function refName(schema: unknown): string | undefined {
  if (typeof schema !== 'object' || schema === null || !('$ref' in schema) || typeof schema.$ref !== 'string')
    return undefined;
  return schema.$ref.split('/').at(-1);
}

function fieldView(name: string, field: unknown, isNeeded: boolean): Page {
  if (!isSchema(field)) return html`<li><code>${name}</code></li>`;
  const inner = innerOf(field);
  return html`<li>
    <code>${name}</code>${isNeeded ? '' : html` <span class="quiet">(optional)</span>`} ${label(field)}
    ${inner ? schemaView(inner) : ''}
  </li>`;
}

/** What a list or a thing that may be null is made of, where that needs lines of its own. */
function innerOf(field: JsonSchema): JsonSchema | null {
  if (field.properties || (field.anyOf && !field.anyOf.every(isPlain))) return field;
  return isSchema(field.items) ? innerOf(field.items) : null;
}

function label(schema: JsonSchema): Page {
  const name = refName(schema);
  if (name !== undefined) return html`<a href="#${anchorOf(name)}">${name}</a>`;
  if (isSchema(schema.items)) return html`list of ${label(schema.items)}${limits(schema)}`;
  if (schema.anyOf?.every(isPlain))
    return html`${schema.anyOf.map((one, at) => html`${at > 0 ? ' or ' : ''}${isSchema(one) ? label(one) : ''}`)}`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum)
    return html`${schema.enum.map((one, at) => html`${at > 0 ? ' | ' : ''}<code>${JSON.stringify(one)}</code>`)}`;
  return html`<span class="quiet">${String(schema.type ?? '')}</span>${limits(schema)}`;
}

const LIMITS = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minimum', 'maximum', 'pattern', 'format'] as const;

function limits(schema: JsonSchema): Page {
  const found = LIMITS.flatMap((limit) => (schema[limit] === undefined ? [] : [`${limit} ${String(schema[limit])}`]));
  return found.length === 0 ? html`` : html` <span class="quiet">${found.join(', ')}</span>`;
}

/** Fits on the line of its field. */
function isPlain(schema: unknown): boolean {
  return (
    isSchema(schema) &&
    !schema.properties &&
    !schema.anyOf &&
    !schema.oneOf &&
    (!isSchema(schema.items) || isPlain(schema.items))
  );
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
