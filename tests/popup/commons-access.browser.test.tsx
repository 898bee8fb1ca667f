/** The popup as a commons, without a mouse and to whoever sees it otherwise: by keyboard, and as axe looks at it. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import arabic from '../../src/locales/_locales/ar/messages.json';
import english from '../../src/locales/_locales/en/messages.json';
import { NO_FILTER } from '../../src/core/finding.ts';
import { passagesHere } from '../../src/popup/passages.ts';
import { expectAccessible } from '../library/accessible.ts';
import { conversationOf } from '../library/sample.ts';
import { speak } from '../setup-i18n.ts';
import { choice, commons, essay, heading, headings } from './commons-scene.ts';
import { NOTHING_BESIDE, asked, button, ready, show } from './stage.tsx';

describe('by keyboard', () => {
  const focused = () =>
    document.activeElement?.closest('.brief, .page-item')?.textContent ?? document.activeElement?.tagName;
  const stops = () => [...document.querySelectorAll<HTMLElement>('button.brief, a.page-item')];

  test('arrows go from note to note and on to the pages; Enter opens the margin at a note', async () => {
    show(conversationOf(essay), ready, commons);
    await expect.element(heading('The group is reading now')).toBeVisible();
    // Long lists are put on screen a piece a frame.
    const { open, rest } = passagesHere(essay, NO_FILTER);
    await expect.poll(() => document.querySelectorAll('.passage').length).toBe(open.length + rest.length);
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toBe(stops()[0]!.textContent);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(focused()).toBe(stops()[2]!.textContent);
    await userEvent.keyboard('{ArrowUp}');
    expect(focused()).toBe(stops()[1]!.textContent);
    await userEvent.keyboard('{Enter}');
    expect(asked.margin).toHaveLength(1);
    expect(essay.map(({ id }) => id)).toContain(asked.margin[0]);
    // From the button beside a note they go on to the next note, and back to its own.
    await userEvent.tab();
    await userEvent.keyboard('{ArrowUp}');
    expect(focused()).toBe(stops()[1]!.textContent);
    await userEvent.keyboard('{End}');
    expect(document.activeElement?.className).toBe('page-item');
    await userEvent.keyboard('{Home}');
    expect(focused()).toBe(stops()[0]!.textContent);
  });

  test('in a choice of the filter the arrows choose', async () => {
    show(conversationOf(essay), ready, commons);
    await expect.element(choice('Show')).toBeVisible();
    (choice('Show').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(choice('Show')).toHaveDisplayValue('Open questions');
    await expect.element(choice('Show')).toHaveFocus();
    await expect.poll(() => heading('On this page').elements()).toHaveLength(0);
    await userEvent.tab();
    await expect.element(choice('Who')).toHaveFocus();
  });
});

describe('axe finds nothing', () => {
  test('sections, filter and an open menu, narrow too', { timeout: 120_000 }, async () => {
    show(conversationOf(essay, { muted: 2 }), ready, commons);
    await button('More about Kenji Morita').first().click();
    await userEvent.selectOptions(choice('Who'), 'Kenji Morita');
    await expectAccessible();
    await page.viewport(320, 600);
    await expectAccessible();
    // Nothing stands out sideways.
    expect(document.querySelector('.popup-body')!.scrollWidth).toBeLessThanOrEqual(
      document.querySelector('.popup-body')!.clientWidth,
    );
  });

  test('what is empty, and what is not', { timeout: 120_000 }, async () => {
    show(conversationOf([]), ready, { ...NOTHING_BESIDE, site: 'example.org' });
    await expect.element(heading('The group is reading now')).toBeVisible();
    await expectAccessible();
    document.body.replaceChildren();
    show(conversationOf(essay, { muted: 2 }), ready, commons);
    await expect.element(heading('The group is reading now')).toBeVisible();
    await expectAccessible();
  });

  test('in Arabic, from right to left', { timeout: 120_000 }, async () => {
    speak(arabic);
    try {
      show(conversationOf(essay, { muted: 2 }), ready, commons);
      await expect.poll(headings).toHaveLength(4);
      await expectAccessible();
    } finally {
      speak(english);
    }
  });
});
