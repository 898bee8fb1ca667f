/** HTML without what it does not say: comments, scripts, styles and templates. In one pass, whatever is opened and never ended. */

const UNSAID = /<(script|style|template)\b/iy;

/** What does not end stays. */
export function saidHtml(html: string): string {
  const next = ends(html);
  const parts: string[] = [];
  let done = 0;
  for (let from = html.indexOf('<'); from !== -1; from = html.indexOf('<', Math.max(done, from + 1))) {
    const behind = next(nameAt(html, from), from);
    if (behind === -1) continue;
    parts.push(html.slice(done, from));
    done = behind;
  }
  return parts.join('') + html.slice(done);
}

/** What begins there; null for what is said. */
function nameAt(html: string, from: number): string | null {
  if (html.startsWith('<!--', from)) return COMMENT;
  UNSAID.lastIndex = from;
  return UNSAID.exec(html)?.[1]?.toLowerCase() ?? null;
}

const COMMENT = '!--';

/** Answers where something that begins at a place ends, or -1; asked for places in their order, it looks at none twice. */
function ends(html: string): (name: string | null, from: number) => number {
  const known = new Map<string, { at: number; list: { from: number; to: number }[] }>();
  for (const { index, 0: tag, 1: name } of html.matchAll(/<\/(script|style|template)\s*>|-->/gi)) {
    const key = name?.toLowerCase() ?? COMMENT;
    const entry = known.get(key) ?? { at: 0, list: [] };
    entry.list.push({ from: index, to: index + tag.length });
    known.set(key, entry);
  }
  let close = 0;
  return (name, from) => {
    const entry = name === null ? undefined : known.get(name);
    if (!entry) return -1;
    if (name !== COMMENT && close < from && close !== -1) close = html.indexOf('>', from);
    if (close === -1) return -1;
    const inside = name === COMMENT ? from + COMMENT.length + 1 : close + 1;
    while ((entry.list[entry.at]?.from ?? Infinity) < inside) entry.at++;
    return entry.list[entry.at]?.to ?? -1;
  };
}
