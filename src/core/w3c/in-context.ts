/**
 * Whether what somebody else's annotation says means something to every reader of an export: by the published context alone
 * (http://www.w3.org/ns/anno.jsonld), without asking anybody for another. A strict reader refuses a whole file for one name that
 * it does not know, or for one address that leads from nowhere.
 */
import { propertiesOf } from './model.ts';

/** Terms by what stands behind them: addresses or descriptions of things, names of the vocabulary, and values. */
const THINGS = setOf(
  'body target source selector state scope refinedBy startSelector endSelector renderedVia creator generator rights homepage via canonical stylesheet cached conformsTo partOf first last next prev audience',
);
const NAMED = setOf('type motivation purpose textDirection');
const VALUES = setOf(
  'accessibility bodyValue format language processingLanguage value exact prefix suffix styleClass name email email_sha1 nickname label created modified generated sourceDate sourceDateStart sourceDateEnd start end total startIndex',
);
const NAMES = setOf(
  'bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning replying reviewing tagging auto ltr rtl Annotation Dataset Image Video Audio Text TextualBody ResourceSelection SpecificResource FragmentSelector CssSelector XPathSelector TextQuoteSelector TextPositionSelector DataPositionSelector SvgSelector RangeSelector TimeState HttpRequestState CssStylesheet Choice Person Software Organization AnnotationCollection AnnotationPage Audience Motivation',
);
const PREFIXES = 'oa|dc|dcterms|dctypes|foaf|rdf|rdfs|skos|xsd|iana|owl|as|schema';

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const PREFIXED = new RegExp(`^(?:${PREFIXES}):[A-Za-z][\\w-]*$`);
/** Absolute, and of what RFC 3987 lets stand in one. */
const IRI = /^[a-z][a-z\d+.-]*:[^\s"<>\\^`{|}\p{Cc}]+$/iu;
const MAX_DEPTH = 30;

/** Of a property of an annotation. */
export function isInContext(key: string, value: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH || !isTerm(key)) return false;
  if (Array.isArray(value)) return value.every((one) => isInContext(key, one, depth + 1));
  if (key === 'id') return isIri(value);
  if (key === 'type') return isName(value);
  const properties = propertiesOf(value);
  if (properties) return Object.entries(properties).every(([inner, one]) => isInContext(inner, one, depth + 1));
  if (THINGS.has(key)) return isIri(value);
  if (NAMED.has(key)) return isName(value);
  return typeof value === 'string' ? value.isWellFormed() : typeof value === 'number' || typeof value === 'boolean';
}

function isTerm(key: string): boolean {
  return key === 'id' || THINGS.has(key) || NAMED.has(key) || VALUES.has(key) || PREFIXED.test(key);
}

function isIri(value: unknown): boolean {
  return typeof value === 'string' && value.isWellFormed() && IRI.test(value);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && (NAMES.has(value) || isIri(value));
}
