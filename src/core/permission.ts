/**
 * Who may do what. The endpoint enforces these answers and the extension shows them,
 * from this one file, so that they cannot drift apart.
 */
import { HIDDEN } from './hiding.ts';
import type { Id } from './id.ts';
import type { ReactionType } from './reaction.ts';
import type { AnnotationKind, Role } from './record.ts';

/** A person in a group; `role` is null for everybody who is not an active member. */
export type Actor = { user: Id; role: Role | null };

/** The note that is reacted to. `asker`: the author of the question that it is an answer below, at whatever depth. */
export type About = { author: Id; kind: AnnotationKind; isAnswer: boolean; asker: Id | null };

export type Act =
  | {
      verb:
        | 'group.read'
        | 'group.edit'
        | 'group.invite'
        | 'group.readModeration'
        | 'group.readReports'
        | 'annotation.create';
    }
  | { verb: 'annotation.edit' | 'annotation.delete' | 'annotation.restore'; author: Id }
  /** Of a note: told to the hosts, or taken from the sight of all but its author, or given back; and a report found to be none. */
  | { verb: 'note.report' | 'note.hide' | 'note.show' | 'report.dismiss'; author: Id }
  | { verb: 'reaction.create'; type: ReactionType; about: About }
  /** `about` is null where the note is not there any more. */
  | { verb: 'reaction.delete'; type: string; author: Id; about: About | null }
  | { verb: 'member.unblock' }
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
    case 'group.readReports':
    case 'member.unblock':
      return hosts;
    case 'annotation.create':
      return role !== 'reader';
    case 'annotation.edit':
    case 'annotation.restore':
      return act.author === user && role !== 'reader';
    case 'annotation.delete':
      return act.author === user || hosts;
    case 'note.report':
      return act.author !== user;
    // Nobody judges themselves: hosts who wrote it are its author.
    case 'note.hide':
    case 'note.show':
    case 'report.dismiss':
      return hosts && act.author !== user;
    case 'reaction.create':
      return role !== 'reader' && mayReact(user, hosts, act.type, act.about);
    case 'reaction.delete':
      if (act.type === HIDDEN) return false;
      return act.author === user || (act.type === 'resolved' && mayResolve(user, hosts, act.about));
    case 'member.remove':
      return act.member === user ? act.memberRole !== 'owner' : hosts && act.memberRole !== 'owner';
    case 'member.setRole':
      return role === 'owner' && act.member !== user;
  }
}

/** Nobody thanks, joins or judges themselves. */
function mayReact(user: Id, hosts: boolean, type: ReactionType, about: About): boolean {
  switch (type) {
    case 'nod':
      return about.author !== user;
    case 'me-too':
      return about.kind === 'question' && about.author !== user;
    case 'answered':
      return about.asker === user;
    case 'resolved':
      return mayResolve(user, hosts, about);
    case 'agree':
    case 'doubt':
    case 'build-on':
      return about.kind !== 'question' && about.kind !== 'highlight' && about.author !== user;
  }
}

/** A thread is done when who began it says so, or who looks after the group. */
function mayResolve(user: Id, hosts: boolean, about: About | null): boolean {
  return about !== null && !about.isAnswer && (about.author === user || hosts);
}
