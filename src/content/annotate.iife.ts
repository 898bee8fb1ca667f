/** Entry of the second script in a page, brought when there is something to annotate (bring.ts). */
import { annotate } from './annotate.ts';
import { leave } from './bring.ts';

leave(annotate);
