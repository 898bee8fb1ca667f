/** The routes of the W3C Web Annotation Protocol (server/annotations), as operations.ts has the others. */
import { PATHS } from '../../protocol/sync.ts';
import { TOKEN_ERRORS } from './operation.ts';
import type { Operation } from './operation.ts';

const COMMON = { tag: 'Annotations', token: 'required', json: 'application/ld+json' } as const;
const WRITING = ['bad_request', 'invalid', 'too_large', 'invalid_media', 'forbidden', 'not_found'] as const;

export const ANNOTATION_OPERATIONS: readonly Operation[] = [
  {
    ...COMMON,
    method: 'get',
    path: PATHS.annotations,
    summary: 'A group as a container of W3C Web Annotations, or one page of it',
    description:
      'HEAD and OPTIONS as well. `Prefer` as the protocol has it: minimal, contained IRIs, contained descriptions. With `page` it is an AnnotationPage.',
    query: {
      iris: { description: '1: pages hold IRIs only.', pattern: '^[01]$' },
      page: { description: 'Its number, from 0.', pattern: '^[0-9]{1,9}$' },
    },
    answer: { status: 200, media: 'application/ld+json' },
    errors: ['not_found', 'not_acceptable', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'post',
    path: PATHS.annotations,
    summary: 'Write a note as a W3C Web Annotation',
    description:
      '`Location` has its IRI; `Slug` asks for its last part. What a note cannot say of it is kept and given back; what cannot be kept is refused, with the reason.',
    body: 'WebAnnotation',
    answer: { status: 201, schema: 'WebAnnotation' },
    errors: [...WRITING, 'method_not_allowed', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'get',
    path: PATHS.annotation,
    summary: 'A note as a W3C Web Annotation',
    description: 'HEAD and OPTIONS as well.',
    answer: { status: 200, schema: 'WebAnnotation' },
    errors: ['not_found', 'gone', 'not_acceptable', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'put',
    path: PATHS.annotation,
    summary: 'Replace a note’s whole state',
    description: 'For its author. `If-Match` is honoured and not demanded.',
    body: 'WebAnnotation',
    answer: { status: 200, schema: 'WebAnnotation' },
    errors: [...WRITING, 'gone', 'changed_since', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'delete',
    path: PATHS.annotation,
    summary: 'Delete a note',
    description: 'For its author, owners and facilitators.',
    answer: { status: 204 },
    errors: ['forbidden', 'not_found', 'gone', 'changed_since', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'get',
    path: PATHS.exportedAnnotation,
    summary: 'Where the IRI that an export gives a note leads',
    description: 'For members of its group: `urn:uuid:…` in the path.',
    answer: { status: 303 },
    errors: ['not_found', ...TOKEN_ERRORS],
  },
];
