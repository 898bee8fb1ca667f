/** Whose tool opens a socket: browsers can give a socket no header, so that the token may stand in the address, which is not logged. */
import type { IncomingMessage } from 'node:http';
import type { Bearer } from '../accounts/personal-tokens.ts';
import { tokenIn } from '../http/authenticate.ts';
import type { Deps } from '../http/endpoint-env.ts';
import { wrongToken } from '../http/personal-bearer.ts';

/** `isValid`: whether its token is one still. */
export type ToolBearer = Bearer & { isValid: () => Promise<boolean> };

/** Throws `unauthorised`, or `too_many`. @param address where it comes from */
export async function toolBearer(
  { tokens, limits }: Pick<Deps, 'tokens' | 'limits'>,
  { headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>,
  address: string,
): Promise<ToolBearer> {
  const inAddress = new URLSearchParams(url.split('?')[1] ?? '').get('access_token');
  const token = tokenIn(headers.authorization) ?? inAddress ?? '';
  const bearer = await tokens.bearer(token);
  if (!bearer) {
    limits.strangers.take(address);
    throw wrongToken();
  }
  return { ...bearer, isValid: async () => (await tokens.bearer(token)) !== null };
}
