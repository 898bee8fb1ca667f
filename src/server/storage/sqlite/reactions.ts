/** Reactions (storage/reactions.ts) over one SQLite connection. */
import { integer, text } from '../columns.ts';
import type { ReactionReading } from '../reactions.ts';
import type { Statements } from './statements.ts';

const REACTIONS_TO = 'SELECT id FROM records WHERE group_id = ? AND target = ? ORDER BY seq';
const COUNT = 'SELECT count(*) AS n FROM records WHERE group_id = ? AND target = ?';
const REACTION_IN = `
  SELECT id FROM records WHERE group_id = ?1 AND target = ?2 AND slot = ?3 AND (?4 = '' OR author = ?4) LIMIT 1`;
/** UNION leaves out what is there twice. */
const INSIDERS = `
  SELECT author AS id FROM records WHERE group_id = ?1 AND seq > ?2 AND seq <= ?3 AND seen_by IS NOT NULL
  UNION SELECT seen_by FROM records WHERE group_id = ?1 AND seq > ?2 AND seq <= ?3 AND seen_by IS NOT NULL`;

export function sqliteReactionReading(statements: Statements): ReactionReading {
  return {
    reactionsTo: async (group, target) =>
      statements
        .get(REACTIONS_TO)
        .all(group, target)
        .map((found) => text(found, 'id')),
    countReactions: async (group, target) => integer(statements.get(COUNT).get(group, target) ?? {}, 'n'),
    reactionIn: async (group, target, slot, author) => {
      const found = statements.get(REACTION_IN).get(group, target, slot, author ?? '');
      return found ? text(found, 'id') : null;
    },
    insiders: async (group, after, upto) =>
      statements
        .get(INSIDERS)
        .all(group, after, upto)
        .map((found) => text(found, 'id')),
  };
}
