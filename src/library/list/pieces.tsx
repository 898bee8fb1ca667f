/** A stretch of text in which what was looked for is marked. */
import { snippet, type Marks } from '../../core/search/hits.ts';

export function Pieces({ text, marks, length }: { text: string; marks: Marks; length: number }) {
  return (
    <>{snippet(text, marks, length).map(({ words, isHit }, at) => (isHit ? <mark key={at}>{words}</mark> : words))}</>
  );
}
