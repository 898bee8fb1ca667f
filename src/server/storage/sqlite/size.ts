/** How much room an SQLite database takes on the disk, its WAL included. */
import { statSync } from 'node:fs';

/** In bytes; 0 where there is nothing. */
export function sizeOnDisk(path: string): number {
  const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return sizeOf(path) + sizeOf(`${path}-wal`);
}
