/** Reactions (storage/reactions.ts) over one SQLite connection. */
import { integer, text } from '../columns.ts';
import type { ReactionReading, ReactionWriting } from '../reactions.ts';
import type { Statements } from './statements.ts';

const REACTIONS_TO = 'SELECT id FROM records WHERE group_id = ? AND target = ? ORDER BY seq';
const COUNT = 'SELECT count(*) AS n FROM records WHERE group_id = ? AND target = ? AND (seen_by IS NOT NULL) = ?';
const REACTION_IN = `
  SELECT id FROM records WHERE group_id = ?1 AND target = ?2 AND slot = ?3 AND (?4 = '' OR author = ?4) LIMIT 1`;
/** UNION leaves out what is there twice. */
const INSIDERS = `
  SELECT author AS id FROM records WHERE group_id = ?1 AND seq > ?2 AND seq <= ?3 AND seen_by IS NOT NULL
  UNION SELECT seen_by FROM records WHERE group_id = ?1 AND seq > ?2 AND seq <= ?3 AND seen_by IS NOT NULL`;

const REMOVE = `
  DELETE FROM records
  WHERE group_id = ? AND id IN (SELECT value FROM json_each(?)) AND kind = 'reaction' AND deleted = 0 RETURNING rev`;
/** The revisions that go are counted, as those of purged tombstones are (integrity.ts). */
const COUNT_GONE = 'UPDATE groups SET purged_revs = purged_revs + ? WHERE group_id = ?';

export function sqliteReactionReading(statements: Statements): ReactionReading {
  return {
    reactionsTo: async (group, target) =>
      statements
        .get(REACTIONS_TO)
        .all(group, target)
        .map((found) => text(found, 'id')),
    countReactions: async (group, target, isPrivate) =>
      integer(statements.get(COUNT).get(group, target, isPrivate ? 1 : 0) ?? {}, 'n'),
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

export function sqliteReactionWriting(statements: Statements): ReactionWriting {
  return {
    removeReactions: async (group, ids) => {
      const gone = statements.get(REMOVE).all(group, JSON.stringify(ids));
      const revs = gone.reduce((sum, found) => sum + integer(found, 'rev'), 0);
      statements.get(COUNT_GONE).run(revs, group);
    },
  };
}
