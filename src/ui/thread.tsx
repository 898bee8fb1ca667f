/** A note and what was answered to it, which can be folded away. Answers stand one step in, however deep they go, and say whom they answer. */
import type { ComponentChild } from 'preact';
import type { Note } from '../core/note.ts';
import type { Thread } from '../core/thread.ts';
import { plural } from '../platform/i18n.ts';
import { authorName } from './author-name.ts';
import { Button } from './button.tsx';
import { useFold } from './use-fold.ts';

/** A reply, and the name of the one it answers where that is not the note on top. */
export type Reply = { note: Note; answers: string | null };

/**
 * `render` draws one card; for a reply it is told whom it answers.
 * @param isFound says of what its reader looks for: among answers it is not folded away
 */
export function ThreadView({
  thread,
  isFound = () => false,
  render,
}: {
  thread: Thread<Note>;
  isFound?: (note: Note) => boolean;
  render: (note: Note, reply: Reply | null) => ComponentChild;
}) {
  const replies = repliesOf(thread);
  return (
    <>
      {render(thread.note, null)}
      {replies.length > 0 && (
        <Folding count={replies.length} opens={replies.some(({ note }) => isFound(note))}>
          <ul class="thread-replies" aria-label={plural('replies', replies.length)}>
            {replies.map((reply) => (
              <li key={reply.note.id}>{render(reply.note, reply)}</li>
            ))}
          </ul>
        </Folding>
      )}
    </>
  );
}

/** So many stand open; of more, the reader asks for them. */
const MANY = 20;

function Folding({ count, opens, children }: { count: number; opens: boolean; children: ComponentChild }) {
  const fold = useFold(opens || count <= MANY);
  return (
    <>
      <Button size="small" weight="quiet" icon="thread" aria-expanded={fold.isOpen} onClick={fold.toggle}>
        {plural(fold.isOpen ? 'repliesHide' : 'repliesShow', count)}
      </Button>
      <div {...fold.part}>{children}</div>
    </>
  );
}

/** Every reply of a thread, depth first; a loop, since a hostile chain may be deeper than the stack. */
export function repliesOf(thread: Thread<Note>): Reply[] {
  const replies: Reply[] = [];
  const stack = thread.replies.map((reply) => ({ reply, answers: null as string | null })).toReversed();
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { reply, answers } = next;
    replies.push({ note: reply.note, answers });
    const name = authorName(reply.note);
    for (const deeper of reply.replies.toReversed()) stack.push({ reply: deeper, answers: name });
  }
  return replies;
}
