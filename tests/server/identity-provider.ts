/**
 * A school's identity provider on a free port of this machine (oauth2-mock-server: it checks PKCE and signs by its
 * published keys), and a browser that is sent to it: redirects are followed one by one, cookies kept by site.
 */
import { OAuth2Server } from 'oauth2-mock-server';
import type { MutableResponse, MutableToken, TokenRequestIncomingMessage } from 'oauth2-mock-server';
import { openEndpoint } from './class.ts';
import type { TestEndpoint } from './class.ts';

export const CLIENT = { clientId: 'commonplace', clientSecret: 'of the school & 1:2' };

export type School = {
  issuer: string;
  /** How clients proved who they are when they came with a code. */
  authorizations: (string | undefined)[];
  /** What is said of who signs in. */
  claims: Record<string, unknown>;
  /** What becomes of an ID token on its way. */
  alter: (token: string) => string;
  stop(): Promise<void>;
};

/** The provider alone. */
export async function startSchool(): Promise<School> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  const issuer = server.issuer.url ?? '';
  const stop = () => server.stop();
  const school: School = { issuer, authorizations: [], claims: {}, alter: (token) => token, stop };
  server.service.on('beforeTokenSigning', (token: MutableToken) => void Object.assign(token.payload, school.claims));
  // It knows no more than the ID token says.
  server.service.on('beforeUserinfo', (answer: MutableResponse) => {
    answer.body = { sub: school.claims['sub'] };
  });
  server.service.on('beforeResponse', ({ body }: MutableResponse, request: TokenRequestIncomingMessage) => {
    school.authorizations.push(request.headers.authorization);
    if (typeof body === 'object') body['id_token'] = school.alter(String(body['id_token']));
  });
  return school;
}

/** The provider, and an endpoint that trusts it. */
export async function openSchool(
  overrides: Parameters<typeof openEndpoint>[0] = {},
): Promise<{ school: School; endpoint: TestEndpoint; dispose(): Promise<void> }> {
  const school = await startSchool();
  const endpoint = await openEndpoint(overrides, { oidc: { issuer: school.issuer, ...CLIENT, name: 'The School' } });
  return {
    school,
    endpoint,
    dispose: async () => {
      await endpoint.dispose();
      await school.stop();
    },
  };
}

/** A tab that is sent about. */
export class Tab {
  #cookies = new Map<string, string>();

  /** One request, without following where it leads. */
  async open(url: string): Promise<Response> {
    const { host } = new URL(url);
    const cookie = this.#cookies.get(host);
    const answer = await fetch(url, { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });
    for (const set of answer.headers.getSetCookie()) this.#cookies.set(host, set.split(';')[0] ?? '');
    return answer;
  }

  /** Begins at the endpoint, signs in at the provider, and answers the callback's address, not yet opened. */
  async callback(endpoint: string): Promise<string> {
    const provider = locationOf(await this.open(`${endpoint}/account/v1/oidc/start`));
    return locationOf(await this.open(provider));
  }

  async signIn(endpoint: string): Promise<Response> {
    return this.open(await this.callback(endpoint));
  }
}

export function locationOf(answer: Response): string {
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`${answer.status} leads nowhere`);
  return location;
}
