/** Groups and their people by the API of Hypothesis, for who is in them. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { groupRow, type Role } from '../../core/record.ts';
import { memberRows } from '../groups/member-rows.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { find } from './find.ts';
import { authorityOf, userName, writeTime } from './names.ts';
import { TOOL_PATHS } from './paths.ts';
import { present } from './present.ts';
import { readQuery, refused } from './query.ts';
import { groupCalled, readerOf, someReader, type Reader } from './reader.ts';

export function groupRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, publicUrl } = deps;
  const app = new Hono<EndpointEnv>();

  app.get(TOOL_PATHS.groups, async (c) => {
    const reader = await readerOf(deps, c);
    return c.json(reader ? await groupsOf(deps, reader, isExpanded(c)) : []);
  });
  app.get(TOOL_PATHS.profileGroups, async (c) => {
    const reader = await readerOf(deps, c);
    return c.json(reader ? await groupsOf(deps, reader, isExpanded(c)) : []);
  });

  app.get(TOOL_PATHS.group, async (c) => {
    const group = groupIn(await someReader(deps, c), c.req.param('id'));
    return c.json(await groupAs(deps, group, isExpanded(c)));
  });

  app.get(TOOL_PATHS.members, async (c) => {
    const group = groupIn(await someReader(deps, c), c.req.param('id'));
    const people = (await storage.members(group)).toSorted();
    const paged = c.req.query('page[number]') !== undefined || c.req.query('page[size]') !== undefined;
    if (!paged) return c.json(await membersAs(group, people));
    const [number, size] = [pageNumber(c, 'page[number]', 1, 1e6), pageNumber(c, 'page[size]', 20, 100)];
    const data = await membersAs(group, people.slice((number - 1) * size, number * size));
    return c.json({ meta: { page: { total: people.length } }, data });
  });

  app.get(TOOL_PATHS.groupAnnotations, async (c) => {
    const reader = await someReader(deps, c);
    const group = groupIn(reader, c.req.param('id'));
    const size = pageNumber(c, 'page[size]', 20, 100);
    const after = c.req.query('page[after]');
    const asked = { group: [group], sort: ['created'], order: ['asc'], limit: [String(size)] };
    const query = readQuery(
      { ...asked, ...(after !== undefined && { search_after: [after] }) },
      authorityOf(publicUrl()),
    );
    const { total, notes } = await find(deps, reader, query);
    return c.json({ meta: { page: { total } }, data: await present(deps, reader, notes) });
  });

  const membersAs = async (group: Id, people: readonly Id[]) => {
    const rows = await memberRows(storage, group, people);
    const authority = authorityOf(publicUrl());
    return people.flatMap((member) => {
      const row = rows.get(member);
      if (!row) return [];
      const time = (at: string): string => writeTime(1000 * Date.parse(at));
      return {
        authority,
        userid: userName(member, authority),
        username: member,
        display_name: row.fields.name,
        roles: [ROLES[row.fields.role]],
        actions: [],
        created: time(row.created),
        updated: time(row.updated),
      };
    });
  };
  return app;
}

const ROLES: Record<Role, string> = { owner: 'owner', facilitator: 'moderator', member: 'member', reader: 'member' };

/** Shared groups first, by name; a tool takes the first one for where its user is. */
export async function groupsOf(deps: Pick<Deps, 'storage' | 'publicUrl'>, reader: Reader, expanded: boolean) {
  const found = [];
  for (const { group, personal } of reader.places.values()) {
    found.push({ personal, shown: await groupAs(deps, group, expanded) });
  }
  return found
    .sort((a, b) => Number(a.personal) - Number(b.personal) || (a.shown.name < b.shown.name ? -1 : 1))
    .map(({ shown }) => shown);
}

async function groupAs({ storage, publicUrl }: Pick<Deps, 'storage' | 'publicUrl'>, group: Id, expanded: boolean) {
  const record = await storage.record(group, group);
  const { name } = v.parse(groupRow, JSON.parse(record?.body ?? 'null')).fields;
  return {
    id: group,
    groupid: `group:${group}@${authorityOf(publicUrl())}`,
    name,
    links: { html: new URL('/', publicUrl()).href },
    organization: null,
    public: false,
    scoped: false,
    type: 'private',
    pre_moderated: false,
    ...(expanded && { scopes: { enforced: false, uri_patterns: [] } }),
  };
}

function groupIn(reader: Reader, name: string): Id {
  const group = groupCalled(reader, name);
  if (group === null) throw new HttpError('not_found');
  return group;
}

function isExpanded(c: Context): boolean {
  return (c.req.queries('expand') ?? []).includes('scopes');
}

function pageNumber(c: Context, name: string, usual: number, most: number): number {
  const text = c.req.query(name) ?? String(usual);
  const number = Number(text);
  if (!/^\d{1,7}$/.test(text) || number < 1 || number > most)
    throw refused(`${name}: It is a number from 1 to ${most}.`);
  return number;
}
