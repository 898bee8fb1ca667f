/** A file for the user, by a link that is pressed: needs no permission of the browser. */

export function download(name: string, mediaType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the blob once it has begun, which is not at once.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
