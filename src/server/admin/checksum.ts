/** The SHA-256 of a file, as `sha256sum` writes it. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { UsageError } from './command.ts';

export async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** Compares a file with the checksum beside it; answers whether there was one. Throws where they differ. */
export async function verifyBeside(file: string): Promise<boolean> {
  const beside = `${file}.sha256`;
  if (!existsSync(beside)) return false;
  const [wanted] = readFileSync(beside, 'utf8').split(' ');
  if (wanted !== (await fileHash(file)))
    throw new UsageError(`${file} is not what ${beside} says: it was changed or cut off.`);
  return true;
}
