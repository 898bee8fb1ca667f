import { describe, expect, test } from 'vitest';
import { may, type About, type Act } from '../../src/core/permission.ts';
import type { Role } from '../../src/core/record.ts';

const ME = 'm'.repeat(22);
const OTHER = 'o'.repeat(22);

const said: About = { author: OTHER, kind: 'comment', isAnswer: false, asker: null };
const asked: About = { ...said, kind: 'question' };
const react = (type: Extract<Act, { verb: 'reaction.create' }>['type'], about: About): Act => ({
  verb: 'reaction.create',
  type,
  about,
});

const acts: Record<string, Act> = {
  "nod to another's note": react('nod', said),
  'nod to mine': react('nod', { ...said, author: ME }),
  "ask the same as another's question": react('me-too', asked),
  'ask the same as mine': react('me-too', { ...asked, author: ME }),
  'ask the same as a comment': react('me-too', said),
  "agree with another's note": react('agree', said),
  'doubt my note': react('doubt', { ...said, author: ME }),
  'doubt a question': react('doubt', asked),
  'build on a highlight': react('build-on', { ...said, kind: 'highlight' }),
  'mark what answered my question': react('answered', { ...said, isAnswer: true, asker: ME }),
  "mark what answered another's question": react('answered', { ...said, isAnswer: true, asker: OTHER }),
  'mark what answers no question': react('answered', { ...said, isAnswer: true }),
  'resolve my thread': react('resolved', { ...said, author: ME }),
  "resolve another's thread": react('resolved', said),
  'resolve an answer': react('resolved', { ...said, author: ME, isAnswer: true }),
  'take back mine': { verb: 'reaction.delete', type: 'agree', author: ME, about: null },
  "take back another's": { verb: 'reaction.delete', type: 'agree', author: OTHER, about: said },
  'reopen my thread': { verb: 'reaction.delete', type: 'resolved', author: OTHER, about: { ...said, author: ME } },
  "reopen another's thread": { verb: 'reaction.delete', type: 'resolved', author: OTHER, about: said },
  'read the group': { verb: 'group.read' },
  'rename the group': { verb: 'group.edit' },
  invite: { verb: 'group.invite' },
  'read what moderation did': { verb: 'group.readModeration' },
  'read what was reported': { verb: 'group.readReports' },
  'report my note': { verb: 'note.report', author: ME },
  "report another's note": { verb: 'note.report', author: OTHER },
  'hide my note': { verb: 'note.hide', author: ME },
  "hide another's note": { verb: 'note.hide', author: OTHER },
  'show my hidden note': { verb: 'note.show', author: ME },
  "show another's hidden note": { verb: 'note.show', author: OTHER },
  'settle reports of my note': { verb: 'report.dismiss', author: ME },
  "settle reports of another's note": { verb: 'report.dismiss', author: OTHER },
  'let somebody in again': { verb: 'member.unblock' },
  'take away what hides my note': {
    verb: 'reaction.delete',
    type: 'hidden',
    author: ME,
    about: { ...said, author: ME },
  },
  write: { verb: 'annotation.create' },
  'edit my note': { verb: 'annotation.edit', author: ME },
  "edit another's note": { verb: 'annotation.edit', author: OTHER },
  'delete my note': { verb: 'annotation.delete', author: ME },
  "delete another's note": { verb: 'annotation.delete', author: OTHER },
  'restore my note': { verb: 'annotation.restore', author: ME },
  "restore another's note": { verb: 'annotation.restore', author: OTHER },
  leave: { verb: 'member.remove', member: ME, memberRole: 'member' },
  'leave as the owner': { verb: 'member.remove', member: ME, memberRole: 'owner' },
  'remove a member': { verb: 'member.remove', member: OTHER, memberRole: 'member' },
  'remove the owner': { verb: 'member.remove', member: OTHER, memberRole: 'owner' },
  'give a role': { verb: 'member.setRole', member: OTHER, memberRole: 'member' },
  'give myself a role': { verb: 'member.setRole', member: ME, memberRole: 'member' },
};

// The written table that the code must match: who may, in the order owner, facilitator, member, reader, nobody.
const table: Record<keyof typeof acts, string> = {
  "nod to another's note": 'o f m - -',
  'nod to mine': '- - - - -',
  "ask the same as another's question": 'o f m - -',
  'ask the same as mine': '- - - - -',
  'ask the same as a comment': '- - - - -',
  "agree with another's note": 'o f m - -',
  'doubt my note': '- - - - -',
  'doubt a question': '- - - - -',
  'build on a highlight': '- - - - -',
  'mark what answered my question': 'o f m - -',
  "mark what answered another's question": '- - - - -',
  'mark what answers no question': '- - - - -',
  'resolve my thread': 'o f m - -',
  "resolve another's thread": 'o f - - -',
  'resolve an answer': '- - - - -',
  'take back mine': 'o f m r -',
  "take back another's": '- - - - -',
  'reopen my thread': 'o f m r -',
  "reopen another's thread": 'o f - - -',
  'read the group': 'o f m r -',
  'rename the group': 'o f - - -',
  invite: 'o f - - -',
  'read what moderation did': 'o f - - -',
  'read what was reported': 'o f - - -',
  'report my note': '- - - - -',
  "report another's note": 'o f m r -',
  'hide my note': '- - - - -',
  "hide another's note": 'o f - - -',
  'show my hidden note': '- - - - -',
  "show another's hidden note": 'o f - - -',
  'settle reports of my note': '- - - - -',
  "settle reports of another's note": 'o f - - -',
  'let somebody in again': 'o f - - -',
  'take away what hides my note': '- - - - -',
  write: 'o f m - -',
  'edit my note': 'o f m - -',
  "edit another's note": '- - - - -',
  'delete my note': 'o f m r -',
  "delete another's note": 'o f - - -',
  'restore my note': 'o f m - -',
  "restore another's note": '- - - - -',
  leave: 'o f m r -',
  'leave as the owner': '- - - - -',
  'remove a member': 'o f - - -',
  'remove the owner': '- - - - -',
  'give a role': 'o - - - -',
  'give myself a role': '- - - - -',
};

const roles: (Role | null)[] = ['owner', 'facilitator', 'member', 'reader', null];

describe('may', () => {
  for (const [name, act] of Object.entries(acts)) {
    test(name, () => {
      const answers = roles.map((role) => (may({ user: ME, role }, act) ? (role?.[0] ?? 'n') : '-')).join(' ');
      expect(answers).toBe(table[name]);
    });
  }
});
