/** What the tests of the popup as a commons show and where they look. */
import { page } from 'vitest/browser';
import { groupByDocument } from '../../src/core/documents.ts';
import type { Note } from '../../src/core/note.ts';
import type { Commons, PageOfNotes } from '../../src/store/read-commons.ts';
import { sampleNotes } from '../library/sample.ts';

const all = sampleNotes(Date.now());
export const reading = (name: string): Note[] => all.filter(({ target }) => target.source.includes(name));
export const essay = reading('same-page');
export const pages = (notes: readonly Note[]): PageOfNotes[] =>
  groupByDocument(notes).map((one) => ({ ...one, address: one.source }));
/** The same notes on so many other pages. */
export const copies = (count: number): PageOfNotes[] =>
  Array.from({ length: count }, (_, at) => {
    const source = `https://other.example/reading-${at}`;
    const target = { ...essay[0]!.target, source, keys: [source.slice(6)], title: `Reading number ${at}` };
    return pages([{ ...essay[0]!, id: `copy-${at}`.padEnd(22, '_'), target }]);
  }).flat();
export const commons: Commons = {
  site: 'readings.example.org',
  elsewhere: pages(reading('appointments')),
  now: copies(6),
  muted: 0,
};
export const heading = (name: string) => page.getByRole('heading', { name, exact: true });
export const part = (name: string) => page.getByRole('region', { name, exact: true });
export const choice = (name: string) => page.getByRole('combobox', { name, exact: true });
export const headings = () => [...document.querySelectorAll('h2')].map((one) => one.textContent);
