/** Cards stand in the order of the page, each under the heading that tells the truth about its place. */
import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/note.ts';
import { arrange, type Anchor, type Arrangement } from '../../src/margin/arrange.ts';

const id = (name: string) => `${name.padEnd(21, '_')}A`;

/** `name@start` is a note on a passage, `name` one on the page, `name>parent` a reply. */
function noteOf(picture: string, at: number): Note {
  const [, name = '', mark, rest = ''] = /^(\w+)([@>]?)(\w*)$/.exec(picture) ?? [];
  return {
    id: id(name),
    group: { id: id('g'), name: 'g', personal: false },
    author: { id: id('u'), name: 'u' },
    mine: false,
    kind: mark === '>' ? 'reply' : mark === '@' ? 'comment' : 'page',
    text: name,
    tags: [],
    quote: '',
    target: {
      source: 'https://a.example/',
      keys: ['//a.example/'],
      title: 'a',
      selectors: mark === '@' ? [{ type: 'TextPositionSelector', start: Number(rest), end: Number(rest) + 1 }] : [],
    },
    parent: mark === '>' ? id(rest) : null,
    copyOf: null,
    created: new Date(at * 1000).toISOString(),
    updated: new Date(at * 1000).toISOString(),
    edited: false,
    send: { state: 'sent' },
    can: { edit: false, delete: false, reply: true },
  };
}

/** `name:state:order` */
function anchorOf(picture: string): [string, Anchor] {
  const [name = '', state = '', order = '0'] = picture.split(':');
  return [id(name), { id: id(name), state: state as Anchor['state'], order: Number(order) }];
}

function picture(notes: string, anchors = ''): Record<keyof Arrangement, string> {
  const arranged = arrange(notes.split(' ').map(noteOf), new Map(anchors.split(' ').filter(Boolean).map(anchorOf)));
  const names = (section: keyof Arrangement) => arranged[section].map(({ note }) => note.text).join(' ');
  return { page: names('page'), text: names('text'), unsure: names('unsure'), lost: names('lost') };
}

describe('order', () => {
  test.each([
    ['before the page has looked, as the passages stood when written', 'c@30 a@10 b@20', '', 'a b c'],
    ['then as the page says', 'a@10 b@20 c@30', 'a:exact:3 b:moved:2 c:changed:1', 'c b a'],
    ['a new note stands after what stood before it', 'a@10 b@20 c@30 n@15', 'a:exact:1 b:exact:2 c:exact:3', 'a n b c'],
    ['a new first note stands first', 'a@10 n@5', 'a:exact:0', 'n a'],
    ['two on one passage stand in the order of writing', 'a@10 b@10', 'b:exact:1 a:exact:1', 'a b'],
  ])('%s', (_name, notes, anchors, text) => {
    expect(picture(notes, anchors).text).toBe(text);
  });
});

test('unsure and lost notes stand apart, page notes first, replies with their parents', () => {
  const notes = 'a@10 b@20 c@30 p r>a q';
  expect(picture(notes, 'a:exact:1 b:unsure:2 c:lost:0')).toEqual({ page: 'p q', text: 'a', unsure: 'b', lost: 'c' });
});

test('a reply whose parent is gone is not hidden', () => {
  expect(picture('r>gone').page).toBe('r');
});
