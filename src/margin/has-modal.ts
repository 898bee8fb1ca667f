/** Whether something stands over the margin that takes the keys, and that nothing behind can have the focus. */
export function hasModal(): boolean {
  return document.querySelector('dialog:modal') !== null;
}
