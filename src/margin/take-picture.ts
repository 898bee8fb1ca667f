/** A file that is to be in a note: made fit here, where it can be decoded, and kept by the background, which has the storage. */
import { toBase64 } from '../core/base64.ts';
import { t } from '../platform/i18n.ts';
import { errorText } from '../ui/error-text.ts';
import type { TakePicture } from '../ui/use-pictures.ts';
import { failureText } from './failure-text.ts';
import type { Ports } from './ports.ts';

export async function takePicture(call: Ports['call'], file: File): ReturnType<TakePicture> {
  try {
    // Most notes have no picture.
    const { preparePicture } = await import('./prepare-picture.ts');
    const prepared = await preparePicture(file);
    if (!prepared.ok) return { ok: false, words: t(prepared.why) };
    const kept = await call('image.keep', { data: toBase64(prepared.bytes) });
    return kept.ok ? kept : { ok: false, words: errorText(kept.code) };
  } catch (error) {
    return { ok: false, words: failureText(error, 'imageNotKept') };
  }
}
