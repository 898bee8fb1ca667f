/**
 * Every error the endpoint can answer, in one table: code, HTTP status, and a message that says
 * what to do. Clients choose what to show by the code; the message is for people without us.
 */
import * as v from 'valibot';

export const ERRORS = {
  bad_request: [400, 'The request is not in the form this endpoint reads. Update the extension and try again.'],
  unauthorised: [401, 'Sign in again: this session has ended or never existed.'],
  wrong_password: [401, 'E-mail or password is wrong. Try again, or make a new account.'],
  wrong_device_code: [404, 'This code is wrong, used up or too old. Get a new one where this one came from.'],
  wrong_passkey: [404, 'This passkey is not known here, or the answer came too late. Try again, or sign in otherwise.'],
  no_passkeys: [
    409,
    'Passkeys need an address that is a name and begins with https. The host of this endpoint can give it one.',
  ],
  forbidden: [403, 'Your role in this group does not allow that. Ask its owner.'],
  not_found: [404, 'There is nothing here, or it is not for you.'],
  wrong_code: [404, 'This invitation is not valid, or no longer. Ask for a new one.'],
  method_not_allowed: [405, 'That cannot be done here. The header Allow says what can.'],
  email_taken: [409, 'This e-mail already has an account. Sign in instead.'],
  already_upgraded: [409, 'This account already has an e-mail. Sign in with it.'],
  too_many_tokens: [409, 'This account has as many access tokens as it may. End one that is not needed any more.'],
  not_acceptable: [406, 'Ask for JSON: with Accept: application/json, or without one.'],
  conflict: [409, 'The record was changed elsewhere in the meantime. Both versions are kept.'],
  gone: [410, 'This note was deleted. Your words are kept in "Not sent".'],
  changed_since: [412, 'It was changed since it was read. Read it again, and send the change again.'],
  too_large: [413, 'That is more than one request may carry. Make it shorter.'],
  invalid_media: [415, 'Send JSON with Content-Type: application/json.'],
  weak_password: [422, 'Choose a password of 8 to 128 characters.'],
  invalid: [422, 'A field has a form that is not allowed. Change it and save again.'],
  bad_webhook: [422, 'A webhook needs an https address that everybody can reach.'],
  endpoint_outdated: [400, 'The extension speaks a newer protocol than this endpoint. Ask its host to update it.'],
  upgrade_needed: [426, 'The endpoint speaks a newer protocol. Update the extension.'],
  too_many: [429, 'Too many requests. The extension waits and tries again by itself.'],
  internal: [500, 'The endpoint failed. Nothing was saved by this request; it will be tried again.'],
  preparing: [
    503,
    'The endpoint is still preparing this group for devices that hold a part of it. It goes on by itself.',
  ],
  busy: [503, 'The endpoint is busy or restarting. It will be tried again.'],
  images_full: [
    507,
    'There is no room left for pictures of this group or account. Delete notes with pictures, or ask the host.',
  ],
  full: [507, 'The endpoint has no room left. Your notes stay on your device until there is.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof ERRORS;

/** Schema of a code of the table. */
export const errorCode = v.custom<ErrorCode>((code) => typeof code === 'string' && Object.hasOwn(ERRORS, code));

export const errorBody = v.object({
  error: v.object({ code: errorCode, message: v.string() }),
});
export type ErrorBody = v.InferOutput<typeof errorBody>;
