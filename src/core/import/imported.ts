/**
 * What every importer makes of a file: notes as they were where they come from, and a line for everything that was not
 * taken, with the reason. An importer never throws, whatever it is given.
 */
import type { ImageId } from '../image.ts';
import type { AnnotationFields } from '../record.ts';
import type { Origin } from '../origin.ts';
import type { CarriedImage } from '../w3c/image-bodies.ts';

/** A note on its way in, before anybody knows to which group. */
export type ForeignNote = {
  /** Where it stands in the file, for the report. */
  at: Place;
  /**
   * Tells it from all other notes of its kind of file, and is the same whenever the same note is imported: its name there, or
   * what is in it.
   */
  name: string;
  /** As its record will have them, but for what it answers and is a copy of, which go by ids of this device. */
  fields: AnnotationFields;
  /** The name of the note that it answers, or is a copy of. */
  answers?: string;
  copyOf?: string;
  origin: Origin;
};

/** `item`: the how manieth, from 1. `line` of a text, from 1. `file` of an archive. */
export type Place = { item: number } | { line: number } | { file: string };

export type Why =
  /** It cannot be read as what the file is. */
  | 'unreadable'
  /** It is of a kind that notes have no place for. */
  | 'unsupported'
  /** There is nothing in it that a note could say. */
  | 'empty'
  /** It does not say which page it is about. */
  | 'no-page'
  | 'too-long'
  /** The same stands in the file before. */
  | 'twice'
  /** What it was said to is not in the file. */
  | 'no-target'
  /** Beyond what is taken at once. */
  | 'too-many';

/** `what`: some of it, so that it can be found; `detail`: more than `why` says, in English. */
export type Rejected = { at: Place; why: Why; what: string; detail?: string };

/** `images`: the bytes of pictures that words of these notes name, where the file carries them. */
export type Parsed = { notes: ForeignNote[]; rejected: Rejected[]; images?: ReadonlyMap<ImageId, CarriedImage> };

/** Hears how many things of how many an importer has read. */
export type TellRead = (done: number, of: number) => void;

/** Notes of one import. Whoever has more imports them in parts. */
export const MAX_NOTES = 50_000;
/** Bytes of one file. */
export const MAX_FILE = 200_000_000;
