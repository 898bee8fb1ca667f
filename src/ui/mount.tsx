/** Puts a view on one of our pages: styles, language and direction, and the element it lives in. */
import { render, type ComponentChild } from 'preact';
import { direction, language } from '../platform/language.ts';
import './tokens.css';
import './controls.css';
import './notes.css';
import './colors.css';
import './messages.css';
import './muting.css';

/** @param title what the browser calls the page */
export function mountPage(view: ComponentChild, title: string): void {
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
  document.title = title;
  const root = document.createElement('div');
  root.id = 'view';
  document.body.replaceChildren(root);
  render(view, root);
}
