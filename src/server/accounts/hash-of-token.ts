/** Under what a token is kept that is nobody's to read again. Of random bits, a hash needs no salt. */
import { createHash } from 'node:crypto';

/** SHA-256, in hexadecimal digits. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
