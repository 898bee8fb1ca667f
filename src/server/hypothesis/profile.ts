/** Who a tool's user is, and the groups they are in. */
import type { Deps } from '../http/endpoint-env.ts';
import { groupsOf } from './group-routes.ts';
import { authorityOf, userName } from './names.ts';
import type { Reader } from './reader.ts';

/** @param reader null for who comes without a token */
export async function profileOf(deps: Pick<Deps, 'storage' | 'publicUrl'>, reader: Reader | null) {
  const authority = authorityOf(deps.publicUrl());
  const common = { authority, features: {}, preferences: {} };
  if (!reader) return { ...common, userid: null, groups: [] };
  const { id, name } = reader.account;
  const groups = (await groupsOf(deps, reader, false)).map((group) => {
    return { id: group.id, name: group.name, public: false, url: group.links.html };
  });
  return { ...common, userid: userName(id, authority), groups, user_info: { display_name: name } };
}
