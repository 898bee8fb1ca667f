/**
 * Who may do what. The endpoint enforces these answers and the extension shows them,
 * from this one file, so that they cannot drift apart.
 */
import type { Id } from './id.ts';
import type { Role } from './record.ts';

/** A person in a group; `role` is null for everybody who is not an active member. */
export type Actor = { user: Id; role: Role | null };

export type Act =
  | { verb: 'group.read' | 'group.edit' | 'group.invite' | 'group.readModeration' | 'annotation.create' }
  | { verb: 'annotation.edit' | 'annotation.delete' | 'annotation.restore'; author: Id }
  | { verb: 'member.remove' | 'member.setRole'; member: Id; memberRole: Role };

/** True if the actor may do it in this group. */
export function may(actor: Actor, act: Act): boolean {
  const { role, user } = actor;
  if (role === null) return false;
  const hosts = role === 'owner' || role === 'facilitator';
  switch (act.verb) {
    case 'group.read':
      return true;
    case 'group.edit':
    case 'group.invite':
    case 'group.readModeration':
      return hosts;
    case 'annotation.create':
      return role !== 'reader';
    case 'annotation.edit':
    case 'annotation.restore':
      return act.author === user && role !== 'reader';
    case 'annotation.delete':
      return act.author === user || hosts;
    case 'member.remove':
      return act.member === user ? act.memberRole !== 'owner' : hosts && act.memberRole !== 'owner';
    case 'member.setRole':
      return role === 'owner' && act.member !== user;
  }
}
