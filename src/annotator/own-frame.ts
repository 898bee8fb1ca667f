/** A frame for a page of ours in the document: loaded once it is put there. */
export function createOwnFrame(
  document: Document,
  { className, title, url }: { className: string; title: string; url: string },
): HTMLIFrameElement {
  const frame = document.createElementNS('http://www.w3.org/1999/xhtml', 'iframe') as HTMLIFrameElement;
  frame.className = className;
  // Without it Chromium blocks the frame on pages with COEP: require-corp.
  frame.setAttribute('credentialless', '');
  frame.title = title;
  frame.src = url;
  return frame;
}
