/**
 * All notes of a device, ready to be searched: segments side by side, and which of their rows are gone. A note's row is its
 * number within all of them; it holds until segments come or go.
 */
import type { Id } from '../id.ts';
import { annotationKind } from '../record.ts';
import type { Facts } from './facts.ts';
import { countOf } from './lookup.ts';
import type { Segment } from './segment.ts';
import { joinedDocuments, type JoinedDocuments } from './joined-documents.ts';
import { joinedPeople, type JoinedPeople } from './joined-people.ts';

export type Part = { segment: Segment; gone: Uint8Array; from: number };

export class Catalog {
  readonly #parts: Part[] = [];
  #size = 0;
  #documents: JoinedDocuments | null = null;
  #people: JoinedPeople | null = null;
  #ages: { ages: Uint32Array; rows: Uint32Array } | null = null;
  /** Asked at every letter typed, and the same until notes or facts change. */
  #present: { facts: Facts; version: number; rows: Uint8Array } | null = null;
  /** Changes whenever what can be found does. */
  version = 0;
  /** Changes when rows get other numbers: who holds rows of before has to ask anew. What is added stands behind all others. */
  layout = 0;

  get parts(): readonly Part[] {
    return this.#parts;
  }

  /** Rows, gone ones included. */
  get size(): number {
    return this.#size;
  }

  add(segment: Segment): void {
    this.#parts.push({ segment, gone: new Uint8Array(segment.size), from: 0 });
    this.#changed();
  }

  drop(segment: Segment): void {
    const at = this.#parts.findIndex((part) => part.segment === segment);
    if (at >= 0) this.#parts.splice(at, 1);
    this.layout++;
    this.#changed();
  }

  /** Rows `from` up to `to` of a segment are not there any more. */
  forget(segment: Segment, from: number, to = from + 1): void {
    const part = this.#parts.find((one) => one.segment === segment);
    part?.gone.fill(1, from, to);
    this.version++;
  }

  idOf(row: number): Id | undefined {
    const part = this.partOf(row);
    return part?.segment.ids[row - part.from];
  }

  partOf(row: number): Part | undefined {
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#parts[middle]?.from ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return this.#parts[low];
  }

  /** By row, the number of its document: notes that share any name of it are on one. */
  documents(): JoinedDocuments {
    this.#documents ??= joinedDocuments(this.#parts, this.#size);
    return this.#documents;
  }

  /** Who wrote all the rows, each once. */
  people(): JoinedPeople {
    this.#people ??= joinedPeople(this.#parts, this.#size);
    return this.#people;
  }

  /** By row, its place among all in time, the oldest being 0; and the rows in that order. */
  ages(): { ages: Uint32Array; rows: Uint32Array } {
    this.#ages ??= agesOf(this.#parts, this.#size);
    return this.#ages;
  }

  /** In how large a part of the notes a word stands, about. */
  share(word: string): number {
    let count = 0;
    for (const { segment } of this.#parts) count += countOf(segment, word);
    return this.#size === 0 ? 0 : count / this.#size;
  }

  /** 1 for the rows this reader is to find, and 2 for those of them without a sure place. */
  present(facts: Facts): Uint8Array {
    const known = this.#present;
    if (known?.facts === facts && known.version === this.version) return known.rows;
    const { groups, isMuted, orphans } = facts;
    const rows = new Uint8Array(this.#size);
    const { table, of } = this.people();
    const isHeard = table.map(({ group, author }) => groups.has(group) && !isMuted(group, author));
    for (const { segment, gone, from } of this.#parts) {
      for (let row = 0; row < segment.size; row++) {
        if (gone[row] === 1 || isHeard[of[from + row] ?? 0] !== true) continue;
        rows[from + row] = orphans.size > 0 && orphans.has(segment.ids[row] ?? '') ? 2 : 1;
      }
    }
    this.#present = { facts, version: this.version, rows };
    return rows;
  }

  #changed(): void {
    this.#size = 0;
    for (const part of this.#parts) {
      part.from = this.#size;
      this.#size += part.segment.size;
    }
    this.#documents = null;
    this.#people = null;
    this.#ages = null;
    this.version++;
  }
}

function agesOf(parts: readonly Part[], size: number): { ages: Uint32Array; rows: Uint32Array } {
  const created = new Float64Array(size);
  for (const { segment, from } of parts) created.set(segment.created, from);
  const rows = Uint32Array.from({ length: size }, (_, row) => row).sort(
    (a, b) => (created[a] ?? 0) - (created[b] ?? 0) || a - b,
  );
  const ages = new Uint32Array(size);
  for (const [age, row] of rows.entries()) ages[row] = age;
  return { ages, rows };
}

export const kindOf = ({ kinds }: Segment, row: number) => annotationKind.options[kinds[row] ?? 0];
