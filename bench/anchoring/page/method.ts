/** What every measured method offers in a page; the names are those of the scorer beside the project. */

/** A way to keep a range as JSON and to find it again. */
export interface Method {
  readonly describe: (range: Range) => unknown;
  readonly anchor: (kept: never) => Range | null | Promise<Range | null>;
}

declare global {
  interface Window {
    __describe: (range: Range) => unknown;
    __anchor: (kept: never) => Range | null | Promise<Range | null>;
  }
}

/** Puts a method into the page. */
export function offer({ describe, anchor }: Method): void {
  Object.assign(window, { __describe: describe, __anchor: anchor });
}
