/** What is said in the interface document of the API of Hypothesis, which tools know by its own documentation: only what is here, and what is otherwise. */
import { TOOL_PATHS } from '../hypothesis/paths.ts';
import type { Operation } from './operation.ts';
import type { SchemaName } from './schemas.ts';

const READ = ['unauthorised', 'too_many', 'not_acceptable', 'preparing'] as const;
const WRITE = ['bad_request', 'not_found', 'conflict', 'too_large', ...READ] as const;

const get = (path: string, summary: string, more: Partial<Operation> = {}): Operation => ({
  method: 'get',
  path,
  tag: 'Tools',
  token: 'personal',
  summary,
  answer: { status: 200, media: 'application/json' },
  errors: READ,
  error: 'ToolError',
  ...more,
});
const write = (method: Operation['method'], path: string, summary: string, body: SchemaName | null): Operation => ({
  method,
  path,
  tag: 'Tools',
  token: 'personal',
  summary,
  ...(body !== null && { body }),
  answer: { status: 200, schema: 'ToolAnnotation' },
  errors: WRITE,
  error: 'ToolError',
});

const text = '^.{0,4096}$';
const asked = (words: Record<string, string>) =>
  Object.fromEntries(Object.entries(words).map(([name, description]) => [name, { description, pattern: text }]));

export const TOOL_OPERATIONS: readonly Operation[] = [
  get(TOOL_PATHS.root, 'Where everything is', {
    token: 'none',
    description: 'What follows is a dialect of the API of Hypothesis, version 1, and open to tools in any web page.',
    errors: ['not_acceptable'],
  }),
  get(TOOL_PATHS.links, 'Addresses of pages and of the socket', {
    token: 'none',
    description:
      'The socket speaks as that of Hypothesis does: `client_id`, `whoami`, `filter`, `ping`; it has no replay.',
    errors: ['not_acceptable'],
  }),
  get(TOOL_PATHS.search, 'Search notes', {
    description:
      'Of the groups that the token’s account is in; without a token nothing is found. No two notes have the same `created` or `updated`, so that `search_after` leaves out none. By words, the first 20,000 notes that are left by all else are looked through, from `search_after` on: where there are more, the answer says `incomplete_results`.',
    query: {
      limit: { description: 'At most 200; 20 without it.', pattern: '^\\d{1,3}$' },
      offset: { description: 'At most 9800.', pattern: '^\\d{1,4}$' },
      sort: { description: 'By what; `updated` without it.', pattern: '^(created|updated|group|id|user)$' },
      order: { description: '`desc` without it.', pattern: '^(asc|desc)$' },
      ...asked({
        search_after: 'Only what comes after this value of what is sorted by.',
        uri: 'A document, by any of its addresses; also `url`.',
        user: 'As `acct:ID@AUTHORITY`.',
        group: 'Several may be named.',
        tag: 'Several: all of them; also `tags`.',
        any: 'Words anywhere in a note.',
        text: 'Words in its text.',
        quote: 'Words in its quote.',
        references: 'What stands below this note.',
        wildcard_uri: 'An address with `*` and `?`.',
        _separate_replies: 'Answers apart from what they answer.',
      }),
    },
    errors: ['bad_request', ...READ],
  }),
  {
    ...write('post', TOOL_PATHS.annotations, 'Make a note', 'NewToolAnnotation'),
    description:
      'Private unless `permissions.read` is `["group:ID"]`. Bodies are JSON whatever their Content-Type. Keys that are not known are kept and handed back.',
  },
  {
    ...write('post', `${TOOL_PATHS.annotations}/`, 'Make a note, by its other address', 'NewToolAnnotation'),
    operationId: 'postApiAnnotationsSlash',
  },
  get(TOOL_PATHS.annotation, 'A note', {
    description: 'With `.jsonld` behind its id, as W3C JSON-LD. Who may not read it is told that it is not there.',
    answer: { status: 200, schema: 'ToolAnnotation' },
    errors: ['not_found', ...READ],
  }),
  write('patch', TOOL_PATHS.annotation, 'Change a note', 'NewToolAnnotation'),
  write('put', TOOL_PATHS.annotation, 'Change a note, as by PATCH', 'NewToolAnnotation'),
  {
    ...write('delete', TOOL_PATHS.annotation, 'Delete a note', null),
    answer: { status: 200, media: 'application/json' },
  },
  get(TOOL_PATHS.groups, 'My groups'),
  get(TOOL_PATHS.group, 'A group', { answer: { status: 200, schema: 'ToolGroup' }, errors: ['not_found', ...READ] }),
  get(TOOL_PATHS.members, 'Members of a group', { errors: ['bad_request', 'not_found', ...READ] }),
  get(TOOL_PATHS.groupAnnotations, 'Notes of a group', { errors: ['bad_request', 'not_found', ...READ] }),
  get(TOOL_PATHS.profile, 'Who I am', { answer: { status: 200, schema: 'ToolProfile' } }),
  get(TOOL_PATHS.profileGroups, 'My groups'),
  {
    method: 'post',
    path: TOOL_PATHS.token,
    tag: 'Tools',
    token: 'none',
    summary: 'A grant for the client of Hypothesis',
    description:
      'A form with a personal token as the `assertion` of `urn:ietf:params:oauth:grant-type:jwt-bearer`; it is answered as it is.',
    answer: { status: 200, media: 'application/json' },
    errors: ['bad_request', 'unauthorised', 'too_many', 'not_acceptable'],
    error: 'ToolError',
  },
];
