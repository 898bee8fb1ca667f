/** Reads what a learner types or pastes to join a group: a link, or the code alone. */
import * as v from 'valibot';
import { invitationCode } from '../protocol/sync.ts';
import { endpointOrigin } from '../sync/endpoint.ts';

/** `endpoint` is null when only a code was given. */
export type Invitation = { endpoint: string | null; code: string };

export function readInvitation(text: string): Invitation | null {
  const link = linkOf(text.trim());
  const parsed = v.safeParse(invitationCode, link ? link.code : text);
  return parsed.success ? { endpoint: link?.endpoint ?? null, code: parsed.output } : null;
}

function linkOf(text: string): { endpoint: string; code: string } | null {
  if (!/^https?:\/\//i.test(text)) return null;
  const endpoint = endpointOrigin(text);
  const code = endpoint === null ? undefined : /^\/j\/([^/]+)\/?$/.exec(new URL(text).pathname)?.[1];
  return endpoint === null || code === undefined ? null : { endpoint, code };
}
