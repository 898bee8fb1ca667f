/** Pictures of notes for our own pages: the background has them, and tells when others have come. */
import type { ExtensionEvent } from '../protocol/events.ts';
import type { fromPages } from '../protocol/from-pages.ts';
import type { AnswerOf, ParamsOf } from '../protocol/method.ts';
import type { Caller } from './rpc.ts';

type Read = (typeof fromPages)['image.read'];

/** As ui/image-source.ts takes it. @param events calls back for what the background tells everybody */
export function imagesFrom(
  call: Caller<typeof fromPages>,
  events: (listener: (event: ExtensionEvent) => void, signal: AbortSignal) => void,
) {
  return {
    read: (asked: ParamsOf<Read>): Promise<AnswerOf<Read>> => call('image.read', asked),
    onCome: (listener: () => void, signal: AbortSignal): void =>
      events(({ event }) => event === 'images' && listener(), signal),
  };
}
