/** Whether a page can be gone to. What a member wrote as the address of the page may be anything. */
export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source) && URL.canParse(source);
}
