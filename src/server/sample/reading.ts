/**
 * A reading of the sample class as the loader needs it: its title and its visible text. Apart from
 * visible-text.ts, which knows no files.
 */
import { readFileSync } from 'node:fs';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { visibleText } from './visible-text.ts';

/** Where the readings stand; the endpoint serves this folder as it is. */
export const READINGS = new URL('readings/', import.meta.url);

export type Reading = { html: string; title: string; text: string };

/** Reads one reading by its file name. */
export function readReading(file: string): Reading {
  const html = readFileSync(new URL(file, READINGS), 'utf8');
  return { html, title: titleOf(parse(html)), text: visibleText(html) };
}

type Parent = DefaultTreeAdapterTypes.ParentNode;

function titleOf(parent: Parent): string {
  for (const node of parent.childNodes) {
    if (!('tagName' in node)) continue;
    if (node.tagName === 'title') return textOf(node).replace(/\s+/g, ' ').trim();
    const inner = titleOf(node);
    if (inner !== '') return inner;
  }
  return '';
}

function textOf(parent: Parent): string {
  return parent.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
}
