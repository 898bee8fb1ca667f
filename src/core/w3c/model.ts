/**
 * What the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/) says of the parts of an annotation that came from
 * somebody else, as far as we give them on: only what is sound there may be kept and served again. Beside the record's own
 * selectors, which are fewer and stricter.
 */
import { isRecord } from '../is-record.ts';
import * as v from 'valibot';

/** Why an annotation cannot be a note, in words for whoever sent it. */
export class Unreadable extends Error {}

/** One value or several: the model allows both nearly everywhere. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export type Properties = Record<string, unknown>;

/** An object with properties, or null for everything else. */
export function propertiesOf(value: unknown): Properties | null {
  return isRecord(value) ? value : null;
}

export function hasType({ type }: Properties, name: string): boolean {
  return listOf(type).includes(name) || listOf(type).includes(`oa:${name}`);
}

/** The IRI that a value is, or has as its `id`; null where there is none, or more than one. */
export function iriIn(value: unknown): string | null {
  const found = propertiesOf(value)?.['id'] ?? value;
  return typeof found === 'string' && /^[a-z][a-z\d+.-]*:/i.test(found) ? found : null;
}

const instantWithZ = v.pipe(
  v.string(),
  v.regex(/Z$/),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);
const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const value = v.looseObject({ value: v.string() });
const span = v.pipe(
  v.looseObject({ start: offset, end: offset }),
  v.check(({ start, end }) => start <= end, 'end before start'),
);

/** §4.2, by class. */
const SELECTORS: Readonly<Record<string, v.GenericSchema>> = {
  FragmentSelector: v.looseObject({ value: v.string(), conformsTo: v.optional(v.string()) }),
  CssSelector: value,
  XPathSelector: value,
  TextQuoteSelector: v.looseObject({
    exact: v.string(),
    prefix: v.optional(v.string()),
    suffix: v.optional(v.string()),
  }),
  TextPositionSelector: span,
  DataPositionSelector: span,
  SvgSelector: v.looseObject({ value: v.optional(v.string()) }),
  RangeSelector: v.looseObject({
    startSelector: v.record(v.string(), v.unknown()),
    endSelector: v.record(v.string(), v.unknown()),
  }),
};

/** §3.3 and §4.3: what an annotation, a body or a state says of itself. */
const ANYWHERE = v.looseObject({
  created: v.optional(instantWithZ),
  modified: v.optional(instantWithZ),
  generated: v.optional(instantWithZ),
  sourceDate: v.optional(v.union([instantWithZ, v.array(instantWithZ)])),
  sourceDateStart: v.optional(instantWithZ),
  sourceDateEnd: v.optional(instantWithZ),
  textDirection: v.optional(v.picklist(['ltr', 'rtl', 'auto'])),
});

/** Throws an Unreadable where a part of an annotation is not as the model has it. @param path what it is called in the reason */
export function demandSound(part: unknown, path: string): void {
  const ahead: [one: unknown, path: string, depth: number][] = [[part, path, 0]];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const [one, at, depth] = next;
    if (depth > MAX_DEPTH) throw new Unreadable(`${path}: nested too deeply.`);
    if (Array.isArray(one)) for (const item of one) ahead.push([item, at, depth + 1]);
    const properties = propertiesOf(one);
    if (!properties) continue;
    demandForm(ANYWHERE, properties, at);
    if (hasType(properties, 'TextualBody')) demandForm(value, properties, at);
    if (hasType(properties, 'SpecificResource') && (!properties['source'] || Array.isArray(properties['source'])))
      throw new Unreadable(`${at}.source: exactly one is needed.`);
    demandState(properties, at);
    for (const selector of listOf(properties['selector'])) demandSelector(selector, `${at}.selector`);
    for (const [key, inner] of Object.entries(properties)) ahead.push([inner, `${at}.${key}`, depth + 1]);
  }
}

const MAX_DEPTH = 30;

function demandState(properties: Properties, at: string): void {
  const [moment, start, end] = ['sourceDate', 'sourceDateStart', 'sourceDateEnd'].map((key) => key in properties);
  if (moment && (start || end))
    throw new Unreadable(`${at}.sourceDate: it excludes sourceDateStart and sourceDateEnd.`);
  if (start !== end) throw new Unreadable(`${at}: sourceDateStart and sourceDateEnd come together.`);
}

function demandSelector(selector: unknown, at: string): void {
  // By its IRI alone it is kept, and leads nobody to the passage here.
  if (typeof selector === 'string') return;
  const properties = propertiesOf(selector);
  const schema = properties && typeof properties['type'] === 'string' ? SELECTORS[properties['type']] : undefined;
  if (!properties || !schema) throw new Unreadable(`${at}: its type is none of ${Object.keys(SELECTORS).join(', ')}.`);
  demandForm(schema, properties, at);
}

function demandForm(schema: v.GenericSchema, found: unknown, at: string): void {
  const parsed = v.safeParse(schema, found, { abortEarly: true });
  if (parsed.success) return;
  const [issue] = parsed.issues;
  throw new Unreadable(`${at}.${v.getDotPath(issue) ?? ''}: ${issue.message}`.slice(0, 300));
}
