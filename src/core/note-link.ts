/**
 * Links to one note: `PUBLIC_URL/a/ID`. Said here for both sides: the endpoint's page that such a link opens, and the
 * extension, which goes from it to the passage itself.
 */
import * as v from 'valibot';
import { id, type Id } from './id.ts';

/** What stands before the id; with nothing behind it, the page of an id that only the browser knows (`#ID`). */
export const NOTE_PATH = '/a/';

/** @param endpoint its address, of which the origin counts */
export function noteLink(endpoint: string, note: Id): string {
  return new URL(NOTE_PATH + note, endpoint).href;
}

/** The endpoint's page of a note, for who wants that and not the passage. */
export function notePage(endpoint: string, note: Id): string {
  return `${noteLink(endpoint, note)}?page`;
}

/** `isKept`: the id was kept from the endpoint. `isPage`: the endpoint's page was asked for. */
export type NoteLink = { origin: string; note: Id; isKept: boolean; isPage: boolean };

/** Null for what is no such link, whatever it is. */
export function readNoteLink(text: string): NoteLink | null {
  // asked in every page
  if (!text.includes(NOTE_PATH)) return null;
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !url.pathname.startsWith(NOTE_PATH)) return null;
  const inPath = url.pathname.slice(NOTE_PATH.length).replace(/\/$/, '');
  const note = v.safeParse(id, inPath === '' ? url.hash.slice(1) : inPath);
  if (!note.success) return null;
  return {
    origin: url.origin,
    note: note.output,
    isKept: inPath === '',
    isPage: url.searchParams.get('page') !== null,
  };
}
