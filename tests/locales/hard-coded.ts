/** Finds words for readers that stand in the code instead of in `_locales`, by the syntax tree. */
import { parseSync } from 'vite';

export type HardCoded = { line: number; words: string };

type Tree = { type: string; start: number } & Record<string, unknown>;

/** Attributes and properties whose text is shown or spoken. */
const SHOWN = new Set(
  [
    ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt'],
    // what our own pieces show
    ['label', 'hint', 'name', 'words', 'remark', 'none', 'ask', 'sure', 'submit', 'text', 'action', 'close'],
    ['textContent', 'innerText', 'innerHTML', 'ariaLabel', 'ariaDescription'],
  ].flat(),
);

/** Calls that show their text. */
const SHOWING = new Set(['append', 'prepend', 'replaceChildren', 'createTextNode', 'setTitle', 'setBadgeText']);

/** @param path with its ending, by which the syntax is told */
export function hardCodedWords(path: string, source: string): HardCoded[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const found = new Map<number, string>();
  const note = ({ start }: Tree, words: string): void => void found.set(start, words.trim());

  visit(program as unknown as Tree, null, (node, parent) => {
    if (node.type === 'JSXText' && hasLetters(node['value'])) note(node, String(node['value']));
    for (const shown of shownIn(node, parent)) for (const [at, words] of textsOf(shown)) note(at, words);
    // a sentence is for somebody, wherever it stands
    if (isForDevelopers(node)) return false;
    for (const [at, words] of textOf(node)) if (isSentence(words)) note(at, words);
    return true;
  });
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([start, words]) => ({ line: source.slice(0, start).split('\n').length, words }));
}

/** The expressions below a node whose text somebody will see. */
function shownIn(node: Tree, parent: Tree | null): Tree[] {
  switch (node.type) {
    case 'JSXAttribute': {
      // HTML's own `name` is for forms, that of an icon for us
      if (nameOf(node['name']) === 'name' && /^[a-z]|^Icon$/.test(nameOf(parent?.['name']))) return [];
      return SHOWN.has(nameOf(node['name'])) && node['value'] ? [node['value'] as Tree] : [];
    }
    case 'JSXExpressionContainer':
      return parent?.type === 'JSXAttribute' ? [] : [node['expression'] as Tree];
    case 'AssignmentExpression':
      return SHOWN.has(nameOf((node['left'] as Tree)['property'])) ? [node['right'] as Tree] : [];
    case 'CallExpression': {
      const called = nameOf((node['callee'] as Tree)['property'] ?? node['callee']);
      const given = node['arguments'] as Tree[];
      if (SHOWING.has(called)) return given;
      return called === 'setAttribute' && SHOWN.has(String(given[0]?.['value'])) ? given.slice(1) : [];
    }
    default:
      return [];
  }
}

/** Texts that an expression may come to. */
function textsOf(node: Tree): [Tree, string][] {
  switch (node.type) {
    case 'JSXExpressionContainer':
      return textsOf(node['expression'] as Tree);
    case 'ConditionalExpression':
      return [...textsOf(node['consequent'] as Tree), ...textsOf(node['alternate'] as Tree)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return isComparison(node) ? [] : [...textsOf(node['left'] as Tree), ...textsOf(node['right'] as Tree)];
    default:
      return textOf(node).filter(([, words]) => hasLetters(words));
  }
}

function textOf(node: Tree): [Tree, string][] {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [[node, node['value']]];
  if (node.type !== 'TemplateLiteral') return [];
  return (node['quasis'] as Tree[]).map((part) => [part, (part['value'] as { cooked: string }).cooked]);
}

function isComparison(node: Tree): boolean {
  return node.type === 'BinaryExpression' && node['operator'] !== '+';
}

/** Faults and the console speak to us, in English. */
function isForDevelopers(node: Tree): boolean {
  if (node.type === 'ThrowStatement') return true;
  if (node.type === 'NewExpression') return nameOf(node['callee']).endsWith('Error');
  if (node.type !== 'CallExpression') return false;
  const callee = node['callee'] as Tree;
  return nameOf(callee['object']) === 'console' || nameOf(callee) === 'super';
}

function isSentence(words: string): boolean {
  return /^\s*\p{Lu}\p{Ll}+,? \p{L}+/u.test(words) || /\p{Ll}+ \p{Ll}+[.!?…:]\s*$/u.test(words);
}

function hasLetters(words: unknown): boolean {
  return /\p{L}/u.test(String(words));
}

function nameOf(node: unknown): string {
  const { name, value } = (node ?? {}) as { name?: unknown; value?: unknown };
  return typeof name === 'string' ? name : typeof value === 'string' ? value : '';
}

/** @param enter false = not what is below */
function visit(node: Tree, parent: Tree | null, enter: (node: Tree, parent: Tree | null) => boolean): void {
  if (!enter(node, parent)) return;
  for (const child of Object.values(node).flat()) {
    if (child !== null && typeof child === 'object' && 'type' in child) visit(child as Tree, node, enter);
  }
}
