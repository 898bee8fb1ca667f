/**
 * Names of things in a W3C export. Records are `urn:uuid:` of our own identifiers: they stay true
 * when an endpoint moves or is gone, and tell nobody which endpoint a group uses. Addresses come
 * from peers, so they are brought into the form of an IRI before a strict reader sees them.
 */
import type { Id } from '../id.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** `urn:uuid:` of a record's 22 characters (RFC 9562 §4). */
export function urnOf(id: Id): string {
  let digits = '';
  // Two letters are three digits; the last of 22 has two bits that count.
  for (let at = 0; at < 22; at += 2) {
    const twelve = (valueOf(id, at) << 6) | valueOf(id, at + 1);
    digits += THREE[twelve] ?? '';
  }
  const urn = `urn:uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20, 32)}`;
  const spare = valueOf(id, 21) & 15;
  // A foreign client may fill those 4 bits: it must not be able to take another record's name.
  return spare === 0 ? urn : `${urn}#${spare}`;
}

/** An export names everything many times over: three digits of hexadecimal for each number of twelve bits. */
const THREE = Array.from({ length: 4096 }, (_, twelve) => twelve.toString(16).padStart(3, '0'));

/** What is no letter of an identifier counts as none, like its first. */
function valueOf(id: Id, at: number): number {
  return Math.max(0, ALPHABET.indexOf(id[at] ?? 'A'));
}

/** The address as an absolute IRI; text that is no address becomes a fragment of `about:invalid`. */
export function iriOf(address: string): string {
  if (last?.address !== address) last = { address, iri: iriFrom(address) };
  return last.iri;
}

/** Most are asked for many times, one after the other. */
let last: { address: string; iri: string } | undefined;

function iriFrom(address: string): string {
  try {
    const { href, origin } = new URL(address.toWellFormed());
    const start = href.startsWith(origin) ? origin.length : 0;
    return href.slice(0, start) + href.slice(start).replace(/[\s"<>[\]\\^`{|}]/g, encodeURIComponent);
  } catch {
    return `about:invalid#${encodeURIComponent(address.toWellFormed())}`;
  }
}

const URN = /^urn:uuid:([\da-f]{8})-([\da-f]{4})-([\da-f]{4})-([\da-f]{4})-([\da-f]{12})(?:#(\d{1,2}))?$/i;

/** The identifier that `urnOf` wrote so; null for every other IRI. */
export function idOfUrn(iri: string): Id | null {
  if (!iri.startsWith('urn:') && !iri.startsWith('URN:')) return null;
  const [, ...parts] = URN.exec(iri) ?? [];
  const spare = Number(parts[5] ?? 0);
  if (parts.length === 0 || spare > 15) return null;
  const digits = parts.slice(0, 5).join('') + spare.toString(16);
  let id = '';
  for (let at = 0; at < digits.length; at += 3) id += TWO[Number.parseInt(digits.slice(at, at + 3), 16)] ?? '';
  return id;
}

/** The two letters of each number of twelve bits. */
const TWO = Array.from({ length: 4096 }, (_, twelve) => `${ALPHABET[twelve >> 6]}${ALPHABET[twelve & 63]}`);
