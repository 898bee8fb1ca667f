/** What our own pages ask about groups. */
import type { fromPages, Outcome } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Session } from '../protocol/sync.ts';
import type { Sender } from '../platform/messages.ts';
import { adoptAccount } from '../store/account.ts';
import { leave } from '../store/groups-of-session.ts';
import { chooseHolding, setAskFrom } from '../store/holdings.ts';
import { chooseGroup, readIdentity } from '../store/meta.ts';
import type { Identity } from '../store/records.ts';
import { createGroup, setLeavePolicy, setLegend } from '../store/write-group.ts';
import { endpointAt } from '../sync/endpoint.ts';
import { announce, type Background } from './background.ts';
import { currentEndpoint } from './current-endpoint.ts';
import { readInvitation, type Invitation } from './invitation.ts';

export type GroupHandlers = Pick<
  Handlers<typeof fromPages, Sender>,
  Extract<keyof typeof fromPages, `group.${string}` | `holding.${string}`>
>;

const refuse = (code: string): Extract<Outcome, { ok: false }> => ({ ok: false, code });

export function groupHandlers(background: Background): GroupHandlers {
  const { db, syncer, sources, tell, report } = background;

  const current = () => currentEndpoint(background);

  return {
    'group.choose': async ({ group }) => {
      if (await chooseGroup(db, group)) tell({ event: 'status' });
      return {};
    },
    'group.create': async ({ name }) => {
      const group = await createGroup(db, name, sources);
      tell({ event: 'status' });
      announce(background, null);
      return { group };
    },
    'group.join': async ({ invitation, name }) => {
      const read = readInvitation(invitation);
      if (!read) return refuse('wrong_code');
      const joined = await join(background, read, name);
      if (!joined.ok) return joined;
      // The group comes with its notes before this says that all is done.
      await syncer.run();
      // Whoever joins a group does it to read and write with it.
      await chooseGroup(db, joined.group);
      tell({ event: 'status' });
      tell({ event: 'notes', keys: null });
      return { ok: true };
    },
    'group.invite': async ({ group }) => {
      const account = await current();
      if (!account.ok) return account;
      if ((await db.groups.get(group))?.state === 'local') await syncer.run();
      const answer = await account.endpoint.invite(group);
      return answer.ok ? { ok: true, ...answer.value } : refuse(answer.code);
    },
    'group.endInvitation': async ({ group }) => {
      const account = await current();
      if (!account.ok) return account;
      const answer = await account.endpoint.endInvitation(group);
      return answer.ok ? { ok: true } : refuse(answer.code);
    },
    'group.moderation': async ({ group, before }) => {
      const account = await current();
      if (!account.ok) return account;
      const answer = await account.endpoint.moderation(group, before);
      return answer.ok ? { ok: true, ...answer.value } : refuse(answer.code);
    },
    'group.hold': async ({ group, choice }) => {
      if (!(await chooseHolding(db, group, choice))) return {};
      tell({ event: 'status' });
      tell({ event: 'notes', keys: null });
      // Reading much takes its time, and sync says how far it is.
      syncer.run().catch(report);
      return {};
    },
    'holding.askFrom': async ({ notes }) => {
      await setAskFrom(db, notes);
      return {};
    },
    'group.setLeavePolicy': async (change) => {
      await setLeavePolicy(db, change, sources);
      announce(background, []);
      return {};
    },
    'group.setLegend': async (change) => {
      await setLegend(db, change, sources);
      announce(background, null);
      return {};
    },
    'group.leave': async ({ group }) => {
      const account = await current();
      if (!account.ok) return account;
      const answer = await account.endpoint.leave(group);
      if (!answer.ok) return refuse(answer.code);
      await leave(db, group);
      tell({ event: 'status' });
      announce(background, null);
      return { ok: true };
    },
  };
}

type Joined = { ok: true; group: string } | { ok: false; code: string };

async function join({ db, http }: Background, invitation: Invitation, name: string): Promise<Joined> {
  const identity = await readIdentity(db);
  const url = invitation.endpoint ?? identity.endpoint;
  if (url === null) return refuse('no-endpoint');
  const place = placeFor(identity, url);
  if (place !== 'here' && place !== 'as-guest') return refuse(place);
  const { code } = invitation;
  if (place === 'here') {
    const answer = await endpointAt(http, url, identity.token).join({ code, name });
    return answer.ok ? { ok: true, group: answer.value.group } : refuse(answer.code);
  }

  // Nobody is signed in yet: a guest is made first, and kept only if the code opens a group.
  const guest = await endpointAt(http, url, null).guest(name);
  if (!guest.ok) return refuse(guest.code);
  const session: Session = guest.value;
  const endpoint = endpointAt(http, url, session.token);
  const answer = await endpoint.join({ code, name });
  if (answer.ok && (await adoptAccount(db, url, session))) return { ok: true, group: answer.value.group };
  await endpoint.signOut();
  return refuse(answer.ok ? 'other-account' : answer.code);
}

function placeFor({ endpoint, token }: Identity, url: string): 'here' | 'as-guest' | 'other-endpoint' | 'signed-out' {
  if (endpoint === null) return 'as-guest';
  if (endpoint !== url) return 'other-endpoint';
  return token === null ? 'signed-out' : 'here';
}
