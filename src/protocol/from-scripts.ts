/** All that both scripts in a page may ask: a page that has taken one over has taken over the other. */
import { fromAnnotator } from './from-annotator.ts';
import { fromContent } from './from-content.ts';

export const fromScripts = { ...fromContent, ...fromAnnotator };
