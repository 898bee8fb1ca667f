/** In a file of its own, so that who speaks of colours in every page does not bring the schemas of all records along. */

/** Longest name that a group gives to a colour. */
export const MAX_MEANING = 40;
