/** A small file system of its own over a folder, to be filled on purpose; it takes root. */
import { spawnSync } from 'node:child_process';
import { NotHere } from './fault.ts';

/** @param size in MB. Answers how to take it away again. */
export function mountSmall(folder: string, size: number): () => void {
  if (process.getuid?.() !== 0) throw new NotHere('a small disk can be mounted by root only');
  const { status, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', folder]);
  if (status !== 0)
    throw new NotHere(`this machine does not let a disk be mounted${error ? ` (${error.message})` : ''}`);
  // Lazily: a process that is being killed may still hold it.
  return () => void spawnSync('umount', ['-l', folder]);
}
