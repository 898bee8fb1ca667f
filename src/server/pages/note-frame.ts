/** What all pages behind a link to a note share, and those of them that show no note: the same words to everybody alike. */
import { html } from 'hono/html';
import { DEVICE_CODE_LENGTH } from '../../protocol/account.ts';
import { fill, type Tongue } from './language.ts';
import { pagesWith, type Page } from './layout.ts';
import { NOTE_STYLE } from './note-style.ts';
import { openGraph } from './oembed.ts';
import type { NoteWords } from './note-words.ts';

const { headers, page } = pagesWith(NOTE_STYLE, { forms: true, images: true });
/** Nobody's notes belong on a page of notes. */
const meta = html`<meta name="commonplace" content="none" />`;

export const notePages = {
  /** With a referrer to ourselves, so that a form says where it came from. */
  headers: { ...headers, 'Referrer-Policy': 'same-origin', Vary: 'Accept-Language, Cookie' },
  page: (title: string, body: Page, tongue: Tongue): Page =>
    page(title, body, { lang: tongue.lang, dir: tongue.dir, meta: html`${meta}${openGraph(tongue)}` }),
};

/** @param singleSignOn where a code is to be had as well */
export type WayIn = { wrongCode: boolean; singleSignOn: { name: string; start: string } | null };

/** To who is not signed in on this page: the same for every id. */
export function signInPage({ wrongCode, singleSignOn }: WayIn, tongue: Tongue): Page {
  const { words } = tongue;
  return notePages.page(
    words.notHere,
    html`<main>
      <h1>${words.notHere}</h1>
      <p>${words.notHereWhy}</p>
      <p>${words.codeHow}</p>
      ${wrongCode ? html`<p class="wrong" role="alert">${words.codeWrong}</p>` : ''}
      <form method="post">
        <label
          >${words.codeLabel}
          <input
            name="code"
            required
            maxlength="${DEVICE_CODE_LENGTH * 2}"
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck="false"
            dir="ltr"
        /></label>
        <button>${words.codeSend}</button>
      </form>
      ${
        singleSignOn
          ? html`<p>
              <a href="${singleSignOn.start}" target="_blank" rel="noopener"
                >${fill(words.singleSignOn, singleSignOn.name)}</a
              >
            </p>`
          : ''
      }
      <p class="soft">${words.withExtension}</p>
    </main>`,
    tongue,
  );
}

/** To who is signed in, and may not read it: the same for every id. */
export function notForYouPage(reader: string, tongue: Tongue): Page {
  const { words } = tongue;
  return notePages.page(
    words.notHere,
    html`<main>
        <h1>${words.notHere}</h1>
        <p>${words.notForYou}</p>
      </main>
      <footer class="soft">${signOutForm(reader, words)}</footer>`,
    tongue,
  );
}

/** Where the extension keeps the id to itself, and goes on to the passage. */
export function openingPage(tongue: Tongue): Page {
  const { words } = tongue;
  return notePages.page(
    words.opening,
    html`<main>
      <h1>${words.opening}</h1>
      <p>${words.openingHow}</p>
    </main>`,
    tongue,
  );
}

export function signOutForm(reader: string, words: NoteWords): Page {
  return html`<form method="post">
    <span>${fill(words.signedIn, reader)}</span>
    <button name="out" value="1">${words.signOut}</button>
  </form>`;
}
