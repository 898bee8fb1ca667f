/** Codes and challenges that nobody used in time: whoever makes a new one takes the old ones out. */
import type { AuthContext } from 'better-auth';

type Adapter = { deleteMany: (data: Parameters<AuthContext['adapter']['deleteMany']>[0]) => Promise<number> };

export async function forgetExpired(adapter: Adapter, now: number): Promise<void> {
  const where = [{ field: 'expiresAt', operator: 'lt' as const, value: new Date(now) }];
  await adapter.deleteMany({ model: 'verification', where });
}
