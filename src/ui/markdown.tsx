/** A note's words as elements. It goes from our own tree to Preact: there is no HTML string on the way. */
import { createContext, type VNode } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { NoteImage } from './note-image.tsx';
import { Formula } from './formula.tsx';
import { Marked } from './marked.tsx';
import type { ShownImage } from '../core/image.ts';
import { parseMarkdown, type Block, type Inline } from '../core/markdown.ts';

type Mentioned = { id: string; name: string; isMe?: boolean };

/**
 * Peers' words, safe to show; each block finds its own direction of writing.
 * @param mentions those who may be mentioned, by the names they have now; others are named in words only
 * @param group of the note, whose pictures it may show; null for what is only being written
 */
export function Markdown({
  text,
  mentions = NOBODY,
  group = null,
}: {
  text: string;
  mentions?: readonly Mentioned[] | undefined;
  group?: string | null;
}) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return (
    <People value={mentions}>
      <Group value={group}>
        <div class="markdown">{blocks.map(renderBlock)}</div>
      </Group>
    </People>
  );
}

const NOBODY: readonly Mentioned[] = [];
const People = createContext<readonly Mentioned[]>(NOBODY);
const Group = createContext<string | null>(null);

function Mention({ member, text }: { member: string; text: string }) {
  const person = useContext(People).find(({ id }) => id === member);
  if (!person) return <Marked text={text} />;
  return (
    <bdi class={person.isMe ? 'mention mention-me' : 'mention'}>
      <Marked text={`@${person.name}`} />
    </bdi>
  );
}

function Picture(image: ShownImage) {
  return <NoteImage {...image} group={useContext(Group)} />;
}

/**
 * Each block finds its own direction, but what is inside of a quote or a list has that of the whole: `auto` does not look into what has
 * a direction itself (https://html.spec.whatwg.org/multipage/dom.html#auto-directionality), and bar and bullets would stand on the other side.
 */
function renderBlock(block: Block, index: number): VNode {
  return blockIn(block, index, 'auto');
}

function renderInner(block: Block, index: number): VNode {
  return blockIn(block, index, undefined);
}

function blockIn(block: Block, index: number, dir: 'auto' | undefined): VNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p key={index} dir={dir}>
          {block.children.map(renderInline)}
        </p>
      );
    case 'heading':
      // Not a heading of the screen: a note must not change the outline that readers navigate by.
      return (
        <p key={index} dir={dir} class="markdown-heading">
          {block.children.map(renderInline)}
        </p>
      );
    case 'quote':
      return (
        <blockquote key={index} dir={dir}>
          {block.children.map(renderInner)}
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item, at) => <li key={at}>{item.map(renderInner)}</li>);
      return block.start === null ? (
        <ul key={index} dir={dir}>
          {items}
        </ul>
      ) : (
        <ol key={index} dir={dir} start={block.start}>
          {items}
        </ol>
      );
    }
    case 'code':
      return (
        <pre key={index} dir="ltr">
          <code>
            <Marked text={block.text} />
          </code>
        </pre>
      );
    case 'math':
      return <Formula key={index} tex={block.tex} display />;
    case 'plain':
      return (
        <p key={index} dir={dir} class="markdown-plain">
          <Marked text={block.text} />
        </p>
      );
    case 'rule':
      return <hr key={index} />;
  }
}

function renderInline(inline: Inline, index: number) {
  switch (inline.type) {
    case 'text':
      return <Marked key={index} text={inline.text} />;
    case 'emphasis':
      return <em key={index}>{inline.children.map(renderInline)}</em>;
    case 'strong':
      return <strong key={index}>{inline.children.map(renderInline)}</strong>;
    case 'code':
      return (
        <code key={index}>
          <Marked text={inline.text} />
        </code>
      );
    case 'math':
      return <Formula key={index} tex={inline.tex} />;
    case 'break':
      return <br key={index} />;
    case 'image':
      return <Picture key={index} id={inline.id} alt={inline.alt} />;
    case 'mention':
      return <Mention key={index} member={inline.member} text={inline.text} />;
    case 'link':
      return (
        <a key={index} href={inline.url} target="_blank" rel="noopener noreferrer nofollow ugc">
          {inline.children.map(renderInline)}
        </a>
      );
  }
}
