/** The tag of our own element in pages: what is in it is never part of the page's text. */
export const HOST_TAG = 'commonplace-host';
