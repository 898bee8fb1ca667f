/** What `paint.ts` measures, as one script for a page. */
import { boxesOf } from '../src/anchoring/geometry.ts';
import { createPainter } from '../src/anchoring/painter.ts';

Object.assign(globalThis, { Paint: { boxesOf, createPainter } });
