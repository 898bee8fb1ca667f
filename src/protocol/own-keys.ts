/** The changeable keys of our own pages, as they cross a border (core/own-keys.ts says what they are). */
import * as v from 'valibot';
import { areApart, isChord, keysWith } from '../core/own-keys.ts';

const given = v.optional(v.nullable(v.pipe(v.string(), v.check(isChord, 'no key that can be given'))));

/** Of some commands; whether another has the same key only the store knows. */
export const keyChange = v.strictObject({ next: given, previous: given, find: given, list: given });

/** All that are not as usual. */
export const keyChoices = v.pipe(
  keyChange,
  v.check((choices) => areApart(keysWith(choices)), 'two commands with one key'),
);
