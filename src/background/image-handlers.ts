/** What our own pages ask about pictures: to keep one for what is being written, and to have one of a note to show. */
import { fromBase64, toBase64 } from '../core/base64.ts';
import type { fromPages } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import { IN_DRAFTS, keepForDraft, pictureOf } from '../store/image-bytes.ts';
import { showImage } from '../store/wanted-images.ts';
import type { Background } from './background.ts';

export type ImageHandlers = Pick<Handlers<typeof fromPages, Sender>, 'image.keep' | 'image.read'>;

export function imageHandlers({ db, syncer, sources, report }: Background): ImageHandlers {
  return {
    'image.keep': async ({ data }) => {
      const bytes = fromBase64(data);
      const picture = bytes && (await pictureOf(bytes));
      if (!picture) return { ok: false, code: 'invalid' };
      await keepForDraft(db, picture, sources.now());
      return { ok: true, id: picture.id };
    },
    'image.read': async ({ group, id }) => {
      const shown = await showImage(db, { group: group ?? IN_DRAFTS, id }, sources.now());
      if (shown.state === 'here') {
        const { type, bytes } = shown.image;
        return { state: 'here', url: `data:${type};base64,${toBase64(bytes)}` };
      }
      if (shown.state === 'coming' && shown.asks) syncer.opened().catch(report);
      return { state: shown.state };
    },
  };
}
