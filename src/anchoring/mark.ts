/** A passage to paint: what painter, order and hit-testing speak of. */
export interface Mark {
  readonly id: string;
  readonly range: Range;
  /** A name such as `mine`, `peer`, `changed` or `unsure`; how it looks stands in paint-styles.ts. */
  readonly style: string;
  /** A number for who made it; where several people's marks lie over each other, they are shaded deeper. */
  readonly by?: number | undefined;
}

/** Whether two ranges have the same ends. */
export function isSameRange(one: Range, other: Range): boolean {
  return (
    one.startContainer === other.startContainer &&
    one.startOffset === other.startOffset &&
    one.endContainer === other.endContainer &&
    one.endOffset === other.endOffset
  );
}
