/** The changeable keys of our own pages, as they cross a border (core/own-keys.ts says what they are). */
import * as v from 'valibot';
import { areApart, isChord, keysWith } from '../core/own-keys.ts';

const given = v.optional(v.nullable(v.pipe(v.string(), v.check(isChord, 'no key that can be given'))));

export const keyChoices = v.pipe(
  v.strictObject({ next: given, previous: given, find: given, list: given }),
  v.check((choices) => areApart(keysWith(choices)), 'two commands with one key'),
);
