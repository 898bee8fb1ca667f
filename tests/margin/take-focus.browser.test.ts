/** What a page asks to be shown has the focus where the page has given it to the frame, and takes it from nobody. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeFocus } from '../../src/margin/take-focus.ts';

let page: HTMLInputElement;
let cards: HTMLElement[];

/** The tests stand in a frame themselves: what is around it is the page. */
beforeEach(() => {
  page = window.parent.document.body.appendChild(window.parent.document.createElement('input'));
  document.body.innerHTML = '<p tabindex="-1">one</p><p tabindex="-1">two</p>';
  cards = [...document.querySelectorAll('p')];
});
afterEach(() => {
  page.remove();
  document.body.replaceChildren();
});

test('a frame that has it gives it on at once', () => {
  window.focus();
  takeFocus(cards[0]!);
  expect(document.activeElement).toBe(cards[0]);
});

test('from who writes in the page it is not taken; given later, the last that asked has it', () => {
  page.focus();
  takeFocus(cards[0]!);
  takeFocus(cards[1]!);
  expect(window.parent.document.activeElement).toBe(page);
  window.focus();
  expect(document.activeElement).toBe(cards[1]);
  cards[1]!.blur();
  page.focus();
  window.focus();
  expect(document.activeElement).toBe(document.body);
});
