/** The routes of pictures in notes (server/images/routes.ts), as operations.ts has the others. */
import { MAX_IMAGE_BYTES, MAX_IMAGE_SIDE } from '../../core/image.ts';
import { PATHS } from '../../protocol/sync.ts';
import { TOKEN_ERRORS } from './operation.ts';
import type { Operation } from './operation.ts';

const COMMON = { path: PATHS.image, tag: 'Sync', token: 'required' } as const;

export const IMAGE_OPERATIONS: readonly Operation[] = [
  {
    ...COMMON,
    method: 'put',
    summary: 'Send a picture of a note',
    description: `WebP, JPEG or PNG of at most ${MAX_IMAGE_BYTES.toLocaleString('en')} bytes and ${MAX_IMAGE_SIDE.toLocaleString('en')} pixels on the longer side, of one frame. Its name is the first half of its SHA-256, as base64url. A note shows it as \`![alt](image:NAME)\`. Sent again it changes nothing. For who may write in the group.`,
    body: { media: 'image/*' },
    answer: { status: 204 },
    errors: ['invalid', 'too_large', 'invalid_media', 'forbidden', 'not_found', 'images_full', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'get',
    summary: 'A picture of a note',
    description: 'For who may read the group.',
    answer: { status: 200, media: 'image/*' },
    errors: ['not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'get',
    path: PATHS.noteImage,
    tag: 'Pages',
    token: 'none',
    summary: 'A picture on the page of a note',
    description: 'For who is signed in on that page and may read the note’s group.',
    answer: { status: 200, media: 'image/*' },
    errors: ['not_found', 'too_many'],
  },
];
