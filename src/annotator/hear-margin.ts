/** What the margin says of the page beside it, and what is done about it. */
import type { PageFactsMessage } from '../protocol/from-content.ts';
import type { ToPage } from '../protocol/margin-port.ts';
import type { Follow } from './follow.ts';
import type { HidingPainter } from './hiding.ts';
import type { MarginFrame } from './margin-frame.ts';
import type { createMarking } from './marking.ts';
import type { Passages } from './passages.ts';
import type { Picker } from './picker.ts';
import type { Places } from './places.ts';
import type { Reattach } from './reattach.ts';

export type HearMarginOptions = {
  margin: MarginFrame;
  facts: () => PageFactsMessage;
  painter: HidingPainter;
  passages: Passages;
  places: Places;
  follow: Follow;
  reattach: Reattach;
  picker: Picker;
  mark: ReturnType<typeof createMarking>;
  hideMarks: (on: boolean) => void;
  closeMargin: () => void;
};

export function hearMargin({
  margin,
  facts,
  painter,
  passages,
  places,
  follow,
  reattach,
  picker,
  mark,
  hideMarks,
  closeMargin,
}: HearMarginOptions): (message: ToPage) => void {
  return (message) => {
    switch (message.type) {
      case 'drawn':
        // the frame's own matter (margin-frame.ts)
        break;
      case 'ready':
        margin.send({ type: 'reattaching', note: reattach.note });
        margin.send({ type: 'marks', hidden: painter.isHiding });
        // it waits for them, and to measure a thousand passages again takes a while
        places.repeat();
        // The last of them: by it the margin has what it shows, and draws all of it once.
        margin.send({ type: 'page', page: facts() });
        break;
      case 'focus':
        painter.focus(message.notes[0] ?? null);
        break;
      case 'scrollTo':
        places.goTo(message.note);
        break;
      case 'scroll':
        follow.scrollTo(message.top);
        break;
      case 'reattach': {
        reattach.begin(message.note);
        const [range] = message.note === null ? [] : painter.rangesOf(message.note);
        margin.send({ type: 'picked', picked: range ? picker.begin(range) : picker.step({ by: 'words', words: '' }) });
        break;
      }
      case 'pick':
        margin.send({ type: 'picked', picked: picker.step(message.step) });
        break;
      case 'mark': {
        const { range } = picker;
        const { what, color, audience } = message;
        const marked = range ? mark(range, what, { color, audience }) : Promise.resolve(false);
        // The page has changed under it: it is chosen again.
        void marked.then((done) => done || margin.send({ type: 'pick' }));
        break;
      }
      case 'hideMarks':
        hideMarks(message.on);
        break;
      case 'confirm': {
        const [range] = painter.rangesOf(message.note);
        void reattach.attach(message.note, range ? passages.describe(range) : []);
        break;
      }
      case 'layout':
        margin.choose(message.choice);
        break;
      case 'close':
        closeMargin();
        break;
    }
  };
}
