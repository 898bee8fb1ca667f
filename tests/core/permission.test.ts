import { describe, expect, test } from 'vitest';
import { may, type Act } from '../../src/core/permission.ts';
import type { Role } from '../../src/core/record.ts';

const ME = 'm'.repeat(22);
const OTHER = 'o'.repeat(22);

const acts: Record<string, Act> = {
  'read the group': { verb: 'group.read' },
  'rename the group': { verb: 'group.edit' },
  invite: { verb: 'group.invite' },
  'read what moderation did': { verb: 'group.readModeration' },
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
  'read the group': 'o f m r -',
  'rename the group': 'o f - - -',
  invite: 'o f - - -',
  'read what moderation did': 'o f - - -',
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
