/** `admin stats [DAYS]`: how much is kept and how it grows. */
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { withDatabase } from './open-database.ts';
import { table } from './table.ts';

const DAY_MS = 24 * 3600 * 1000;

export const stats: Command = async ([days = '14', ...rest], io) => {
  if (!/^\d{1,4}$/.test(days) || rest.length > 0) throw new UsageError('stats takes a number of days, 14 without one.');
  return withDatabase(io, async ({ administration, bytes }) => {
    const {
      users,
      guests,
      sessions,
      groups,
      personalGroups,
      members,
      notes,
      images,
      imageBytes,
      tombstones,
      operations,
    } = await administration.totals();
    const rows: [string, number][] = [
      ['accounts', users],
      ['of them guests', guests],
      ['sessions', sessions],
      ['groups', groups],
      ['personal groups', personalGroups],
      ['memberships', members],
      ['notes', notes],
      ['pictures', images],
      ['bytes of pictures', imageBytes],
      ['tombstones', tombstones],
      ['operations', operations],
      ['bytes on disk', await bytes()],
    ];
    for (const line of table(rows.map(([what, value]) => [what, String(value)]))) io.say(line);
    const growth = await administration.growth(Date.now() - Number(days) * DAY_MS);
    io.say('');
    io.say(growth.length === 0 ? `No operations in the last ${days} days.` : 'Operations by day (UTC):');
    for (const line of table(growth.map(({ day, operations: taken }) => [day, String(taken)]))) io.say(line);
    return 0;
  });
};
