/** How much of a file's words is drawn: more than anybody writes in a term, and less than would keep a machine busy for long. */
import type { DrawingBudget } from '../markdown-html.ts';

export const FILE_BUDGET: DrawingBudget = { text: 20_000_000, tex: 400_000, images: 10_000 };

/** Said of a formula that is shown as it was typed. */
export const UNREAD = 'LaTeX';
