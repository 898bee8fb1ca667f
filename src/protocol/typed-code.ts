/** Codes that people read from one screen or board and type on another: what they are made of, and how they are read. */
import * as v from 'valibot';

/** 32 letters and digits without look-alikes: five bits each. */
export const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Reads a code however it was typed: in small letters, with spaces or hyphens. */
export function typedCode(length: number) {
  return v.pipe(
    v.string(),
    v.maxLength(100),
    v.transform((text) => text.replace(/[\s-]/g, '').toUpperCase()),
    v.regex(new RegExp(`^[${CODE_LETTERS}]{${length}}$`)),
  );
}
