/** Where the interface document is served; no client of ours asks for it, so it is no part of the protocol. */

export const API_PATHS = { document: '/openapi.json', page: '/docs' } as const;
