/** The routes for notes that harm, and for members who were barred (protocol/safety.ts), as operations.ts has the others. */
import { PATHS } from '../../protocol/sync.ts';
import { BODY_ERRORS, TOKEN_ERRORS } from './operation.ts';
import type { Operation } from './operation.ts';

const COMMON = { tag: 'Groups', token: 'required' } as const;

export const SAFETY_OPERATIONS: readonly Operation[] = [
  {
    ...COMMON,
    method: 'put',
    path: PATHS.report,
    summary: 'Report a note',
    description:
      'For every member but its author. Owner and facilitators read it, with the reporter’s name; the note’s author does not. The answer says how many can: nothing is kept where that is nobody.',
    body: 'ReportRequest',
    answer: { status: 200, schema: 'ReportAnswer' },
    errors: [...BODY_ERRORS, 'forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'delete',
    path: PATHS.report,
    summary: 'Settle what was reported of a note',
    description: 'For owners and facilitators, and not of their own notes. The note stays as it is.',
    answer: { status: 204 },
    errors: ['forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'get',
    path: PATHS.reports,
    summary: 'What was reported, and what is hidden',
    description: 'For owners and facilitators; nothing of their own notes.',
    answer: { status: 200, schema: 'ReportList' },
    errors: ['forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'put',
    path: PATHS.hidden,
    summary: 'Hide a note',
    description:
      'For owners and facilitators, and not their own notes. Text and tags are given to the author alone from then on, with the reason; the note itself says that it is hidden.',
    body: 'HideRequest',
    answer: { status: 204 },
    errors: [...BODY_ERRORS, 'forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'delete',
    path: PATHS.hidden,
    summary: 'Show a hidden note again',
    answer: { status: 204 },
    errors: ['forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    ...COMMON,
    method: 'delete',
    path: PATHS.block,
    summary: 'Let invitations open again for a member who was barred',
    description: 'For owners and facilitators.',
    answer: { status: 204 },
    errors: ['forbidden', 'not_found', ...TOKEN_ERRORS],
  },
];
