/** The first words of a note. Most are plain; the parser for the others is large, and is loaded with the first of them. */
import { useEffect, useState } from 'preact/hooks';
import { excerpt, plainExcerpt } from '../core/excerpt.ts';

/** Until the parser is there, a note with Markdown in it stands as it was typed. */
export function FirstWords({ text, length }: { text: string; length: number }) {
  const plain = plainExcerpt(text, length);
  const [parse, setParse] = useState(() => parser);
  const waits = plain === null && parse === undefined;
  useEffect(() => {
    if (waits) void load().then(() => setParse(() => parser));
  }, [waits]);
  return <>{plain ?? (parse ?? excerpt)(text, length)}</>;
}

let parser: typeof excerpt | undefined;
let loading: Promise<typeof import('../core/markdown.ts')> | undefined;

async function load(): Promise<void> {
  parser = (await (loading ??= import('../core/markdown.ts'))).markdownExcerpt;
}
