/** A file for the user, by a link that is pressed: needs no permission of the browser. */

export function download(name: string, mediaType: string, content: string | Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(
    new Blob([content], { type: typeof content === 'string' ? `${mediaType};charset=utf-8` : mediaType }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the blob once it has begun, which is not at once.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
