/** What can be done with a note in the margin, and how: each asks the background and says how it went. */
import { noteLink } from '../core/note-link.ts';
import type { Note } from '../core/note.ts';
import type { ReactionType } from '../core/reaction.ts';
import { wordsOf } from '../core/words-of.ts';
import { t } from '../platform/i18n.ts';
import type { EarlierVersion } from '../protocol/from-pages.ts';
import { copyText } from '../ui/copy-text.ts';
import { errorText } from '../ui/error-text.ts';
import { muter } from '../ui/mute-person.ts';
import type { Mute } from '../ui/mute-choice.tsx';
import { reactionName } from '../ui/reaction-words.ts';
import type { Outcome } from '../ui/use-action.ts';
import { failureText } from './failure-text.ts';
import type { Ports } from './ports.ts';
import type { ToPage } from '../protocol/margin-port.ts';

export type Acts = {
  /** Scrolls the page to the passage. */
  go: (note: string) => void;
  /** Marks the passage as the one being looked at; null = none. */
  look: (note: string | null) => void;
  reply: (note: Note) => void;
  edit: (note: Note) => void;
  remove: (note: Note) => void;
  /** Earlier versions of my own note on this device, the latest first. */
  earlier: (note: Note) => Promise<readonly EarlierVersion[]>;
  /** Has an earlier version take the place of what stands there, as an edit. */
  putBack: (note: Note, version: EarlierVersion) => void;
  /** Gives a reaction, or takes it back. */
  react: (note: Note, type: ReactionType, isGiven: boolean) => void;
  retry: (note: Note) => void;
  copy: (note: Note) => void;
  discard: (note: Note) => void;
  /** A link that opens the note for whoever may read it; null while the endpoint does not have it. */
  linkOf: (note: Note) => string | null;
  copyLink: (note: Note, link: string) => void;
  report: (note: Note, reason: string) => Promise<Outcome>;
  hide: (note: Note, reason: string) => Promise<Outcome>;
  showAgain: (note: Note) => void;
  /** Has the page wait for a new passage for the note; null = no more. */
  reattach: (note: string | null) => void;
  /** The place found for the note is the right one. */
  confirm: (note: string) => void;
  /** Says how it went with a new passage, which can be taken back. */
  reattached: (note: string, done: boolean) => void;
  /** Hides whoever wrote the note from this reader, or shows them again. */
  mute: Mute;
  /** A button was clicked that nobody can have seen. */
  unseen: () => void;
};

type Say = (words: string, undo?: () => void) => void;

/** Null where there is no endpoint, or it does not have the note. */
export function linkTo({ id, send, group }: Note, endpoint: string | null): string | null {
  return endpoint === null || send.state !== 'sent' || group.left ? null : noteLink(endpoint, id);
}

/** The acts that the page does. */
export function pageActs(send: (message: ToPage) => void): Pick<Acts, 'go' | 'look' | 'reattach' | 'confirm'> {
  let looking: string | null = null;
  return {
    go: (note) => send({ type: 'scrollTo', note }),
    look: (note) => {
      if (looking === note) return;
      looking = note;
      send({ type: 'focus', notes: note === null ? [] : [note] });
    },
    reattach: (note) => send({ type: 'reattach', note }),
    confirm: (note) => send({ type: 'confirm', note }),
  };
}

/** The acts that need only the background. */
export function backgroundActs(
  call: Ports['call'],
  say: Say,
  refresh: () => void,
  announce: (words: string) => void,
): Pick<
  Acts,
  | 'remove'
  | 'earlier'
  | 'putBack'
  | 'react'
  | 'retry'
  | 'copy'
  | 'copyLink'
  | 'report'
  | 'hide'
  | 'showAgain'
  | 'discard'
  | 'reattached'
  | 'mute'
  | 'unseen'
> {
  const attempt = async (
    work: () => Promise<{ ok?: true } | { ok: false; code: string }>,
    done?: () => void,
  ): Promise<void> => {
    try {
      const outcome = await work();
      if (outcome.ok === false) say(errorText(outcome.code));
      else done?.();
    } catch (error) {
      say(failureText(error, 'actFailed'));
    }
    refresh();
  };
  return {
    remove({ id, mine }) {
      const undo = () => void attempt(() => call('note.restore', { id }));
      void attempt(
        () => call('note.delete', { id }),
        // Only my own words are still on this device to bring back.
        () => say(t('noteDeleted'), mine ? undo : undefined),
      );
    },
    earlier: async ({ id }) => {
      try {
        return (await call('note.earlier', { id })).versions;
      } catch (error) {
        say(failureText(error, 'readFailed'));
        return [];
      }
    },
    putBack({ id, text: saw }, { text, tags, color }) {
      void attempt(
        () => call('note.edit', { id, text, tags, color, saw }),
        () => say(t('earlierIsBack')),
      );
    },
    react({ id, can }, type, isGiven) {
      const change = (give: boolean) => call(give ? 'reaction.give' : 'reaction.takeBack', { note: id, type });
      const name = reactionName(type, can.react?.includes('answered'));
      void attempt(
        () => change(isGiven),
        () => {
          // What was pressed shows it; only a thread goes from sight.
          if (type !== 'resolved') announce(t(isGiven ? 'reactionGiven' : 'reactionTakenBack', name));
          else say(t(isGiven ? 'threadResolved' : 'threadReopened'), () => void attempt(() => change(!isGiven)));
        },
      );
    },
    retry: ({ id }) => void attempt(() => call('outbox.retry', { note: id })),
    discard: ({ id }) => void attempt(() => call('outbox.discard', { note: id })),
    copy({ text, quote }) {
      void copyText([quote, wordsOf(text)].filter(Boolean).join('\n\n')).then((copied) =>
        say(t(copied ? 'noteCopied' : 'copyFailed')),
      );
    },
    copyLink({ group }, link) {
      const words = group.personal ? 'linkCopiedOwn' : 'linkCopied';
      void copyText(link).then((copied) => say(t(copied ? words : 'copyFailed')));
    },
    async report({ id, group }, reason) {
      const answer = await call('note.report', { group: group.id, note: id, reason });
      if (answer.ok) say(t(answer.hosts > 0 ? 'reportSent' : 'reportNobody'));
      return answer;
    },
    async hide({ id, group }, reason) {
      const about = { group: group.id, note: id };
      const outcome = await call('note.hide', { ...about, reason });
      if (outcome.ok) say(t('noteHiddenNow'), () => void attempt(() => call('note.show', about)));
      refresh();
      return outcome;
    },
    showAgain: ({ id, group }) =>
      void attempt(
        () => call('note.show', { group: group.id, note: id }),
        () => say(t('noteShownNow')),
      ),
    reattached(id, done) {
      const undo = () => void attempt(() => call('note.takeBackAnchor', { id }));
      if (done) say(t('noteReattached'), undo);
      else say(t('reattachFailed'));
    },
    mute: muter((person) => call('person.mute', person), say),
    unseen: () => say(t('notVisible')),
  };
}
