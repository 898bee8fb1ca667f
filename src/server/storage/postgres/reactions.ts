/** Reactions (storage/reactions.ts) over PostgreSQL. */
import { integer, text } from '../columns.ts';
import type { ReactionReading, ReactionWriting } from '../reactions.ts';
import type { Run, Statement } from './statement.ts';

const REACTIONS_TO: Statement = {
  name: 'reactions_to',
  text: 'SELECT id FROM records WHERE group_id = $1 AND target = $2 ORDER BY seq',
};
const COUNT: Statement = {
  name: 'count_reactions',
  text: 'SELECT count(*) AS n FROM records WHERE group_id = $1 AND target = $2 AND (seen_by IS NOT NULL) = $3',
};
const REACTION_IN: Statement = {
  name: 'reaction_in',
  text: `
    SELECT id FROM records
    WHERE group_id = $1 AND target = $2 AND slot = $3 AND ($4 = '' OR author = $4) LIMIT 1`,
};
const INSIDERS: Statement = {
  name: 'insiders',
  text: `
    SELECT DISTINCT insider FROM records, unnest(ARRAY[author, seen_by]) AS insider
    WHERE group_id = $1 AND seq > $2 AND seq <= $3 AND seen_by IS NOT NULL`,
};

/** The revisions that go are counted, as those of purged tombstones are (integrity.ts). */
const REMOVE: Statement = {
  name: 'remove_reactions',
  text: `
    WITH gone AS (
      DELETE FROM records WHERE group_id = $1 AND id = ANY ($2) AND kind = 'reaction' AND NOT deleted RETURNING rev
    )
    UPDATE groups SET purged_revs = purged_revs + (SELECT coalesce(sum(rev), 0) FROM gone) WHERE group_id = $1`,
};

export function postgresReactionReading(run: Run): ReactionReading {
  return {
    reactionsTo: async (group, target) => (await run(REACTIONS_TO, [group, target])).map((found) => text(found, 'id')),
    countReactions: async (group, target, isPrivate) =>
      integer((await run(COUNT, [group, target, isPrivate]))[0] ?? {}, 'n'),
    reactionIn: async (group, target, slot, author) => {
      const [found] = await run(REACTION_IN, [group, target, slot, author ?? '']);
      return found ? text(found, 'id') : null;
    },
    insiders: async (group, after, upto) =>
      (await run(INSIDERS, [group, after, upto])).map((found) => text(found, 'insider')),
  };
}

export function postgresReactionWriting(run: Run): ReactionWriting {
  return {
    removeReactions: async (group, ids) => {
      await run(REMOVE, [group, ids]);
    },
  };
}
