/** Error codes (of the endpoint and our own) in words that say what to do. */
import { t, type MessageKey } from '../platform/i18n.ts';

type Words<K = MessageKey> = K extends `error_${infer Code}` ? Code : never;

/** Every code that has words; the compiler holds it against messages.json. */
const WORDED = {
  bad_request: true,
  unauthorised: true,
  wrong_password: true,
  forbidden: true,
  not_found: true,
  wrong_code: true,
  email_taken: true,
  already_upgraded: true,
  conflict: true,
  gone: true,
  too_large: true,
  invalid_media: true,
  weak_password: true,
  invalid: true,
  upgrade_needed: true,
  endpoint_outdated: true,
  preparing: true,
  too_many: true,
  internal: true,
  busy: true,
  full: true,
  images_full: true,
  unreachable: true,
  not_endpoint: true,
  no_endpoint: true,
  waiting: true,
  other_account: true,
  other_endpoint: true,
  signed_in: true,
  signed_out: true,
  wrong_device_code: true,
  wrong_passkey: true,
  no_passkeys: true,
  bad_webhook: true,
  passkey_cancelled: true,
  passkey_unable: true,
  passkey_known: true,
  passkey_elsewhere: true,
  too_many_tokens: true,
  choose_one: true,
  no_room: true,
  not_moved: true,
  key_taken: true,
} as const satisfies Partial<Record<Words, true>>;

/** The words for a code; an unknown one is named, so that it can be reported. */
export function errorText(code: string): string {
  const known = code.replaceAll('-', '_');
  return isWorded(known) ? t(`error_${known}`) : t('errorUnknown', code);
}

function isWorded(code: string): code is keyof typeof WORDED {
  return Object.hasOwn(WORDED, code);
}
