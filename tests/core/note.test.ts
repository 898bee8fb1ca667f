import { describe, expect, test } from 'vitest';
import { roleOf, toNote, type GroupContext } from '../../src/core/note.ts';
import type { AnnotationRow, MembershipFields } from '../../src/core/record.ts';

const [ADA, BEN, GROUP, NOTE] = ['a', 'b', 'g', 'n'].map((letter) => letter.repeat(22)) as [
  string,
  string,
  string,
  string,
];
const NOW = '2026-11-23T12:00:00.000Z';
const envelope = { group: GROUP, rev: 1, seq: 1, created: NOW, updated: NOW, deleted: false as const };

function context(ben: Partial<MembershipFields> = {}): GroupContext {
  const member = (member: string, name: string, fields: Partial<MembershipFields>) =>
    [
      member,
      {
        ...envelope,
        id: member,
        author: member,
        kind: 'membership',
        fields: { member, name, role: 'member', status: 'active', ...fields },
      },
    ] as const;
  return {
    group: {
      ...envelope,
      id: GROUP,
      author: ADA,
      kind: 'group',
      fields: { name: 'Tides', description: '', personal: false },
    },
    members: new Map([member(ADA, 'Ada', { role: 'owner' }), member(BEN, 'Ben', ben)]),
  };
}

const row: AnnotationRow = {
  ...envelope,
  id: NOTE,
  author: ADA,
  kind: 'annotation',
  fields: {
    kind: 'comment',
    text: 'words',
    tags: [],
    target: {
      source: 's',
      keys: ['k'],
      title: 't',
      selectors: [
        { type: 'TextPositionSelector', start: 1, end: 2 },
        { type: 'TextQuoteSelector', exact: 'quoted' },
      ],
    },
    parent: null,
  },
};
const sent = { state: 'sent' } as const;

describe('toNote', () => {
  test('joins a record with names, quote and rights', () => {
    expect(toNote(row, context(), BEN, sent)).toMatchObject({
      author: { id: ADA, name: 'Ada' },
      group: { name: 'Tides' },
      mine: false,
      quote: 'quoted',
      edited: false,
      can: { edit: false, delete: false, reply: true },
    });
    expect(toNote(row, context(), ADA, sent)).toMatchObject({
      mine: true,
      can: { edit: true, delete: true, reply: true },
    });
  });

  test.each<[Partial<MembershipFields>, object]>([
    [
      { role: 'facilitator' },
      {
        edit: false,
        delete: true,
        hide: true,
        report: true,
        reply: true,
        react: ['nod', 'resolved', 'agree', 'doubt', 'build-on'],
      },
    ],
    [
      { role: 'member' },
      {
        edit: false,
        delete: false,
        hide: false,
        report: true,
        reply: true,
        react: ['nod', 'agree', 'doubt', 'build-on'],
      },
    ],
    [{ role: 'reader' }, { edit: false, delete: false, hide: false, report: true, reply: false }],
    [{ status: 'left' }, { edit: false, delete: false, hide: false, report: false, reply: false }],
    [
      { role: 'facilitator', status: 'removed' },
      { edit: false, delete: false, hide: false, report: false, reply: false },
    ],
  ])('with the membership %o others may do %o', (membership, can) => {
    expect(toNote(row, context(membership), BEN, sent).can).toEqual(can);
  });

  test('a person who left is still named; one never known has no name', () => {
    const bens = { ...row, author: BEN };
    expect(toNote(bens, context({ status: 'left' }), ADA, sent).author.name).toBe('Ben');
    expect(toNote({ ...row, author: NOTE }, context(), ADA, sent).author.name).toBe('');
  });

  test('is edited when a later revision exists, or a change waits on one the endpoint has', () => {
    expect(toNote({ ...row, rev: 2 }, context(), ADA, sent).edited).toBe(true);
    expect(toNote(row, context(), ADA, { state: 'waiting' }).edited).toBe(true);
    expect(toNote({ ...row, rev: 0 }, context(), ADA, { state: 'waiting' }).edited).toBe(false);
  });
});

describe('roleOf', () => {
  test('only an active member has a role', () => {
    expect(roleOf(context({ role: 'reader' }), BEN)).toBe('reader');
    expect(roleOf(context({ status: 'removed' }), BEN)).toBeNull();
    expect(roleOf(context(), NOTE)).toBeNull();
  });
});
