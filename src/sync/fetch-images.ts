/** Fetches the pictures of the notes that came, the newest first, whichever of them is looked at (store/wanted-images.ts). */
import type { Store } from '../store/database.ts';
import { pictureOf } from '../store/image-bytes.ts';
import { readSync } from '../store/meta.ts';
import type { Sources } from '../store/sources.ts';
import { keepFetched, lackImages, wantedImages } from '../store/wanted-images.ts';
import type { Endpoint, Failure } from './endpoint.ts';

/** @param came told after every picture that is here, or will not come */
export async function fetchImages(
  db: Store,
  endpoint: Endpoint,
  sources: Sources,
  came: () => void,
  most?: number,
): Promise<{ ok: true } | Failure> {
  const wanted = await wantedImages(db);
  if (wanted.length === 0 || !((await readSync(db)).kinds ?? []).includes('image')) return { ok: true };
  for (const [at, image] of wanted.entries()) {
    const { group, id } = image;
    const answer = await endpoint.image(group, id);
    if (!answer.ok && answer.code !== 'not_found') return answer;
    // The endpoint may be anybody's: what is not the picture that the note names is none.
    const picture = answer.ok ? await pictureOf(answer.value) : null;
    const isIt = picture?.id === id;
    if (!isIt) await lackImages(db, [image], sources.now());
    const isFull = isIt && !(await keepFetched(db, group, picture, most));
    if (isFull) await lackImages(db, wanted.slice(at + 1));
    came();
    if (isFull) break;
  }
  return { ok: true };
}
