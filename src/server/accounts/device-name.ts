/**
 * What a browser is called in plain words. Only this is kept of what it says of itself: enough to
 * tell one's own devices apart, too little to follow anybody by.
 */
import type { Device } from '../../protocol/account.ts';

const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  // Brave, and most others of the family, say that they are this.
  [/\b(?:Chrome|Chromium|HeadlessChrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/** @param userAgent the header, which may be anything */
export function deviceOf(userAgent: string | undefined): Device {
  const named = (names: typeof BROWSERS): string | null =>
    names.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? null;
  return { browser: named(BROWSERS), system: named(SYSTEMS) };
}

const SEPARATOR = '/';

/** As it is kept in one column. */
export function toText(device?: Device): string {
  return `${device?.browser ?? ''}${SEPARATOR}${device?.system ?? ''}`;
}

/** What is none of our names (kept by an older version, or nothing at all) is unknown. */
export function fromText(text: string | null | undefined): Device {
  const [browser = '', system = ''] = (text ?? '').split(SEPARATOR);
  const known = (names: typeof BROWSERS, name: string): string | null =>
    names.some(([, one]) => one === name) ? name : null;
  return { browser: known(BROWSERS, browser), system: known(SYSTEMS, system) };
}
