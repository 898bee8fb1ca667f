/** The routes of feeds (server/feeds) and of previews of links, as operations.ts has the others. */
import { PATHS } from '../../protocol/sync.ts';
import { TOKEN_ERRORS } from './operation.ts';
import type { Operation } from './operation.ts';

const OWN = { tag: 'Groups', token: 'required', path: PATHS.ownFeed, errors: ['not_found', ...TOKEN_ERRORS] } as const;

export const FEED_OPERATIONS: readonly Operation[] = [
  { ...OWN, method: 'get', summary: 'When my feed of a group was made', answer: { status: 200, schema: 'FeedState' } },
  {
    ...OWN,
    method: 'post',
    summary: 'Make my feed of a group, in the place of the one before',
    description:
      'Whoever has its address reads the group’s newest notes. It is told once; only a digest of it is kept.',
    answer: { status: 200, schema: 'NewFeed' },
  },
  { ...OWN, method: 'delete', summary: 'End my feed of a group', answer: { status: 204 } },
  {
    method: 'get',
    path: PATHS.feed,
    tag: 'Groups',
    token: 'none',
    summary: 'A group’s newest notes as an Atom feed',
    description:
      'By an address that a member made: `TOKEN.atom`. Conditional requests are answered 304. It ends with the membership of who made it.',
    answer: { status: 200, media: 'application/atom+xml' },
    errors: ['not_found', 'too_many'],
  },
  {
    method: 'get',
    path: PATHS.oembed,
    tag: 'Pages',
    token: 'none',
    summary: 'What may be said of a link to a note elsewhere (oEmbed)',
    description: 'That it is a link to a note: the same for every link, and none of its words. As JSON only.',
    query: {
      url: { description: 'The link.', pattern: '^https?://' },
      format: { description: 'json', pattern: '^json$' },
    },
    answer: { status: 200, media: 'application/json' },
    errors: ['not_found', 'not_acceptable'],
  },
];
