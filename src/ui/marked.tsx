/** Words in which what was looked for is marked. */
import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { piecesOf, type HitsIn, type Piece } from '../core/pieces.ts';
import './marked.css';

/** What is looked for in all `Marked` words below; null: nothing. */
export const Sought = createContext<HitsIn | null>(null);

export function Marked({ text }: { text: string }) {
  const hitsIn = useContext(Sought);
  const pieces = useMemo(() => hitsIn && piecesOf(text, hitsIn(text)), [text, hitsIn]);
  return pieces ? <Pieces pieces={pieces} /> : <>{text}</>;
}

/** For the eye alone: who listens hears the words as they were written, with no "highlighted" within a sentence. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  if (!pieces.some(({ isHit }) => isHit)) return <>{pieces.map(({ words }) => words)}</>;
  // One element: of several in a box that is cut after some lines, the spaces between them are not drawn.
  return (
    <span>
      {pieces.map(({ words, isHit }, at) =>
        isHit ? (
          <mark key={at} role="none" class="found">
            {words}
          </mark>
        ) : (
          words
        ),
      )}
    </span>
  );
}
