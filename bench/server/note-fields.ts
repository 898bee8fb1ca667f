/** The words of notes of about 1 KB, the same for all benchmarks and for what stands beside us in them. */
import type { AnnotationFields } from '../../src/core/record.ts';
import { oneOf, type Random } from '../random.ts';

const WORDS =
  'tide shore water moon reader margin passage question answer evidence claim harbour lantern winter letter stone river quiet memory border'.split(
    ' ',
  );
const KEY = '//example.org/reading';

/** Fields of a note: words and a passage such that the whole row takes about 1 KB as JSON. */
export function noteFields(random: Random, text = ''): AnnotationFields {
  const some = (count: number): string => Array.from({ length: count }, () => oneOf(random, WORDS)).join(' ');
  return {
    kind: 'comment',
    text: text || some(46),
    tags: [oneOf(random, WORDS)],
    target: {
      source: `https:${KEY}`,
      keys: [KEY],
      title: 'What the tide leaves',
      selectors: [
        { type: 'TextQuoteSelector', exact: some(9), prefix: some(6), suffix: some(6) },
        { type: 'TextPositionSelector', start: 1204, end: 1263 },
      ],
    },
    parent: null,
  };
}
