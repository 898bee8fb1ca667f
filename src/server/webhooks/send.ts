/** One request to a webhook: signed, bounded in time, to a public address, and never on to where it is sent from there. */
import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { WebhookError } from '../../protocol/webhooks.ts';
import { PrivateAddress, publicLookup, wrongWithUrl } from './public-address.ts';

export type Sending = {
  url: string;
  secret: string;
  body: string;
  delivery: string;
  now: number;
  isPrivateAllowed: boolean;
};

/** `error`: why there was no answer. */
export type Sent = { status: number | null; error: WebhookError | null };

const PATIENCE_MS = 10_000;

export async function send({ url, secret, body, delivery, now, isPrivateAllowed }: Sending): Promise<Sent> {
  if (wrongWithUrl(url, isPrivateAllowed) !== null) return { status: null, error: 'private' };
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((settle) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        // None is kept: who is asked next may be at another address.
        agent: false,
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(!isPrivateAllowed && { lookup: publicLookup }),
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'Commonplace',
          'Commonplace-Delivery': delivery,
          'Commonplace-Signature': signatureOf(secret, Math.floor(now / 1000), body),
        },
      },
      (answer) => {
        settle({ status: answer.statusCode ?? null, error: null });
        // What it says is of no interest, however long it is.
        answer.destroy();
      },
    );
    outgoing.on('error', (error) => settle({ status: null, error: reasonOf(error) }));
    outgoing.end(body);
  });
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY`, so that an old request cannot be sent again for a new one. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Without the addresses that names lead to: whoever reads it may not know the network of the endpoint. */
function reasonOf(error: Error): WebhookError {
  if (error instanceof PrivateAddress) return 'private';
  return error.name === 'TimeoutError' || error.name === 'AbortError' ? 'slow' : 'unreachable';
}
