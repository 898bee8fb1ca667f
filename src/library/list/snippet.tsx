/** A stretch of text in which what was looked for is marked. */
import { snippet, type Marks } from '../../core/search/hits.ts';
import { Pieces } from '../../ui/marked.tsx';

export function Snippet({ text, marks, length }: { text: string; marks: Marks; length: number }) {
  return <Pieces pieces={snippet(text, marks, length)} />;
}
