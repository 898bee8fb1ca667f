/** Who asks by a tool, and which groups they are in: all that any of its answers is made for. */
import type { Context } from 'hono';
import type { Id } from '../../core/id.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { personalBearer } from '../http/personal-bearer.ts';
import type { Place } from '../storage/storage.ts';
import { WORLD } from './names.ts';

export type Reader = {
  account: Account;
  /** By group. */
  places: ReadonlyMap<Id, Place>;
  /** The group of what nobody else reads; null before there is anything. */
  personal: Id | null;
};

/** Null for who comes without a token: they may read nothing, and are told so as Hypothesis tells it. Throws as personalBearer does. */
export async function readerOf(deps: Deps, c: Context<EndpointEnv>): Promise<Reader | null> {
  const bearer = await personalBearer(deps, c);
  return bearer && asReader(deps, bearer.account);
}

/** Throws `not_found` for who comes without a token. */
export async function someReader(deps: Deps, c: Context<EndpointEnv>): Promise<Reader> {
  const reader = await readerOf(deps, c);
  if (!reader) throw new HttpError('not_found');
  return reader;
}

export async function asReader({ storage }: Pick<Deps, 'storage'>, account: Account): Promise<Reader> {
  const places = await storage.places(account.id);
  const personal = places.find((place) => place.personal)?.group ?? null;
  return { account, places: new Map(places.map((place) => [place.group, place])), personal };
}

/** The group of that name that the reader is in, or null. */
export function groupCalled({ places, personal }: Reader, name: string): Id | null {
  return name === WORLD ? personal : (places.get(name)?.group ?? null);
}
