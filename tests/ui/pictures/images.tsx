/** The sheets of pictures in notes: where they are read, where they are written, and while they are not there. */
import type { ComponentChild } from 'preact';
import { AddPicture } from '../../../src/ui/add-picture.tsx';
import { ComposerImages } from '../../../src/ui/composer-images.tsx';
import { type ImageAnswer, Images } from '../../../src/ui/image-source.ts';
import { NoteImage } from '../../../src/ui/note-image.tsx';
import { nothing } from './sample.ts';
import type { State } from './sheet.tsx';

/** In flat colours, which are the same on every machine. */
const DRAWN = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><path fill="#7db4c9" d="M0 0h320v180H0z"/><path fill="#1f5c73" d="M0 110h320v70H0z"/><path fill="#f2c14e" d="M230 30h40v40h-40z"/></svg>',
)}`;
const HERE = 'h'.repeat(22);
const ANSWERS: Record<string, ImageAnswer> = {
  [HERE]: { state: 'here', url: DRAWN },
  ['c'.repeat(22)]: { state: 'coming' },
};
const source = {
  read: async ({ id }: { id: string }): Promise<ImageAnswer> => ANSWERS[id] ?? { state: 'missing' },
  onCome: nothing,
};
const among = (view: ComponentChild) => <Images value={source}>{view}</Images>;
const shown = (letter: string, alt: string) => among(<NoteImage id={letter.repeat(22)} alt={alt} group="g" />);
const written = (alt: string, readOnly = false) =>
  among(<ComposerImages text={`![${alt}](image:${HERE})`} onText={nothing} group={null} readOnly={readOnly} />);
/** As wide as it is among others. */
const add = (disabled = false) => (
  <span>
    <AddPicture onFiles={nothing} disabled={disabled} />
  </span>
);

export const IMAGES: Record<string, readonly State[]> = {
  'note-image': [
    { name: 'default', view: shown('h', 'The harbour at low water') },
    { name: 'hover', view: shown('h', 'The harbour at low water'), shown: 'hover' },
    { name: 'focus', view: shown('h', 'The harbour at low water'), shown: 'focus' },
    { name: 'pressed: large', view: shown('h', 'The harbour at low water'), press: '.note-image-go' },
    { name: 'loading', view: shown('c', 'A tide table') },
    { name: 'missing', view: shown('m', 'A tide table') },
    { name: 'missing, without words', view: shown('m', '') },
  ],
  'composer-images': [
    { name: 'default', view: written('The harbour at low water') },
    { name: 'without words', view: written('') },
    { name: 'hover', view: written('The harbour'), shown: 'hover' },
    { name: 'focus', view: written('The harbour'), shown: 'focus' },
    { name: 'saving', view: written('The harbour', true) },
    { name: 'add one', view: add() },
    { name: 'add one, hover', view: add(), shown: 'hover' },
    { name: 'add one, focus', view: add(), shown: 'focus' },
    { name: 'add one, disabled', view: add(true) },
  ],
};
