/** The direction of a field: that of what is typed. An empty one has `auto` begin at the left, whatever the page's own direction. */
export function fieldDirection(value: string): 'auto' | undefined {
  return value === '' ? undefined : 'auto';
}
