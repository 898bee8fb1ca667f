/**
 * The school's identity provider, spoken to by OpenID Connect (authorization code with PKCE). What it says is believed
 * only after openid-client has checked it; that library is loaded when somebody first signs in.
 */
import type { Configuration } from 'openid-client';
import * as v from 'valibot';
import type { OidcConfig } from '../config.ts';
import type { Ceremony } from './oidc-ceremonies.ts';

/** Issuer and subject together are who somebody is; `email` only where the provider says that it is verified. */
export type Identity = { issuer: string; subject: string; name: string | null; email: string | null };

export type IdentityProvider = {
  /** What the button says. */
  name: string;
  /** Where somebody signs in, and from where they come back to the callback. */
  authorizationUrl(ceremony: Ceremony): Promise<URL>;
  /** Who came back, by the callback's query; throws where anything about it is wrong. */
  identityOf(answer: URLSearchParams, ceremony: Ceremony): Promise<Identity>;
};

/** Seconds. */
const TIMEOUT = 10;

/** @param callback its address as the provider knows it, asked for when the endpoint's own is known */
export function identityProvider(config: OidcConfig, callback: () => string): IdentityProvider {
  let loading: Promise<Configuration> | null = null;
  const loaded = (): Promise<Configuration> => {
    loading ??= discover(config).catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };

  return {
    name: config.name,
    authorizationUrl: async ({ state, nonce, verifier }) => {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client');
      return buildAuthorizationUrl(await loaded(), {
        redirect_uri: callback(),
        scope: 'openid profile email',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },
    identityOf: async (answer, { state, nonce, verifier }) => {
      const { authorizationCodeGrant, fetchUserInfo } = await import('openid-client');
      const provider = await loaded();
      const tokens = await authorizationCodeGrant(provider, new URL(`?${answer.toString()}`, callback()), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const said = tokens.claims();
      if (!said) throw new Error('the identity provider sent no ID token');
      const { userinfo_endpoint: more } = provider.serverMetadata();
      // By OpenID Connect Core §5.4 name and e-mail are told there.
      const told = more === undefined ? {} : await fetchUserInfo(provider, tokens.access_token, said.sub);
      return identityIn({ ...told, ...said });
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<Configuration> {
  const client = await import('openid-client');
  const [post, basic] = [client.ClientSecretPost(clientSecret), client.ClientSecretBasic(clientSecret)];
  const url = new URL(issuer);
  return client.discovery(
    url,
    clientId,
    undefined,
    // Basic is what a provider takes that names none (Discovery §3).
    (server, ...rest) => {
      const takesPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ?? false;
      (takesPost ? post : basic)(server, ...rest);
    },
    {
      timeout: TIMEOUT,
      execute: [
        // The signature is checked by the provider's keys too, where TLS alone would do (Core §3.1.3.7).
        client.enableNonRepudiationChecks,
        // The configuration lets it be on this machine only.
        ...(url.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    },
  );
}

const unreadable = undefined;
const claims = v.object({
  iss: v.string(),
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  name: v.fallback(v.optional(v.string()), unreadable),
  preferred_username: v.fallback(v.optional(v.string()), unreadable),
  email: v.fallback(v.optional(v.pipe(v.string(), v.email(), v.maxLength(254))), unreadable),
  email_verified: v.fallback(v.optional(v.boolean()), unreadable),
});

function identityIn(said: unknown): Identity {
  const { iss: issuer, sub: subject, email, email_verified: isVerified, ...names } = v.parse(claims, said);
  const name = toName(names.name) ?? toName(names.preferred_username);
  return { issuer, subject, name, email: isVerified === true ? (email ?? null) : null };
}

/** As names are here: up to 80 characters, none of them for control. */
function toName(text = ''): string | null {
  const plain = text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
  return plain.slice(0, 80).toWellFormed().trim() || null;
}
