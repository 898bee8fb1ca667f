/** The package brings no types; this is what its README says of it. */
declare module 'dom-anchor-text-quote' {
  export interface TextQuote {
    readonly exact: string;
    readonly prefix?: string;
    readonly suffix?: string;
  }
  export function fromRange(root: Node, range: Range): TextQuote;
  export function toRange(root: Node, selector: TextQuote, options?: { hint?: number }): Range | null;
}
