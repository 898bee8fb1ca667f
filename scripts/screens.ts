/**
 * `npm run screens`: pictures of every screen, in light and dark, from the built extension in front of the sample class, and
 * docs/screens.md that shows them. Small ones, since they are committed.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { ensureBrowsers } from './browsers.ts';
import { launchChromium } from './chromium.ts';
import { loseOne, makeHost } from './class-of-host.ts';
import { startSampleEndpoint, type SampleEndpoint } from './sample-endpoint.ts';
import { answerOf, ask, extensionPage, joinClass, openPassage, openReading, settle, tabOf } from './tour.ts';

const FOLDER = 'docs/screens';
const ESSAY = 'the-same-page-again.html';
const WINDOW = { width: 1080, height: 720 };
/** As wide as it can be there (annotator/stance.ts). */
const MARGIN_WIDTH = 360;
const MARGIN = { x: WINDOW.width - MARGIN_WIDTH, y: 0, width: MARGIN_WIDTH, height: WINDOW.height };
const PHONE = { width: 390, height: 720 };
const POPUP = { width: 384, height: 600 };
const SCHEMES = ['light', 'dark'] as const;

type Clip = { x: number; y: number; width: number; height: number };
const taken: { part: string; name: string; title: string }[] = [];

/** Of one screen, in both schemes. */
async function take(page: Page, part: string, name: string, title: string, clip?: Clip): Promise<void> {
  await page.bringToFront();
  // A clip is counted from where the page begins.
  const top = await page.evaluate(() => scrollY);
  for (const scheme of SCHEMES) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await pause(350);
    const path = `${FOLDER}/${name}-${scheme}.webp` as const;
    await page.screenshot({
      path,
      type: 'webp',
      quality: 82,
      captureBeyondViewport: false,
      ...(clip && { clip: { ...clip, y: clip.y + top } }),
    });
  }
  await page.emulateMediaFeatures([]);
  taken.push({ part, name, title });
}

async function popupScreens(browser: Browser, { url, stop }: SampleEndpoint, reading: Page, bare: Page): Promise<void> {
  const open = async (over: Page): Promise<Page> => {
    const popup = await extensionPage(browser, `src/popup/index.html#tab=${await tabOf(browser, over)}`);
    await popup.setViewport(POPUP);
    await popup.waitForSelector('.popup-foot');
    await settle(popup);
    return popup;
  };
  const commons = await open(reading);
  await take(commons, 'Popup', 'popup', 'What the circle says on this page');
  await commons.close();
  const empty = await open(bare);
  await take(empty, 'Popup', 'popup-empty', 'A page that nobody has written on');
  await empty.close();
  await stop();
  const offline = await open(reading);
  await ask(offline, 'sync.now', {}).catch(() => undefined);
  await pause(1500);
  await take(offline, 'Popup', 'popup-offline', `Without the endpoint (${new URL(url).hostname} does not answer)`);
  await offline.close();
}

async function marginScreens(page: Page): Promise<void> {
  await openPassage(page);
  const margin = await page.waitForFrame((frame) => frame.url().includes('/src/margin/'));
  await take(page, 'Margin', 'margin', 'A page with its margin');
  await margin.evaluate(() => document.querySelector('.margin-scroll')?.scrollBy(0, 260));
  await pause(300);
  await take(page, 'Margin', 'margin-thread', 'A thread', MARGIN);
  await margin.focus('.margin-scroll');
  await page.keyboard.press('/');
  await pause(300);
  await page.keyboard.type('practice');
  await pause(500);
  await take(page, 'Margin', 'margin-search', 'Looking for notes', MARGIN);
  await page.keyboard.press('Escape');
  await press(margin, 'Note on the whole page');
  await margin.waitForSelector('.composer textarea');
  await page.keyboard.type('The tide has *two* rhythms here, and\n\n- the moon’s\n- the harbour’s, $T = 12.4\\,h$');
  await press(margin, 'Preview');
  await pause(900);
  await take(page, 'Margin', 'margin-composer', 'Writing, with the preview', MARGIN);
  await press(margin, 'Preview');
  await press(margin, 'Put away; the draft is kept', false);
  await press(margin, 'More');
  await press(margin, 'Report');
  await take(page, 'Margin', 'margin-report', 'Reporting a note', MARGIN);
  await press(margin, 'Cancel');
  await press(margin, 'Layout of the notes');
  await take(page, 'Margin', 'margin-layout', 'How it stands on this site', MARGIN);
  await press(margin, 'Layout of the notes');
  await page.setViewport(PHONE);
  await pause(700);
  await take(page, 'Margin', 'margin-sheet', 'In a narrow window');
  await page.setViewport(WINDOW);
}

/** What a link to a note shows to a member who has entered a code there, without the extension. */
async function notePage(browser: Browser, { url }: SampleEndpoint, keys: string[]): Promise<void> {
  const desk = await extensionPage(browser, 'src/library/index.html');
  const { notes } = (await answerOf(desk, 'conversation.read', { keys })) as { notes: { id: string; kind: string }[] };
  const { code } = (await answerOf(desk, 'account.deviceCode', {})) as { code: string };
  await desk.close();
  const question = notes.find(({ kind }) => kind === 'question') ?? notes[0];
  if (!question) throw new Error('the reading has no note');
  const stranger = await browser.createBrowserContext();
  const page = await stranger.newPage();
  await page.setViewport(WINDOW);
  await page.goto(`${url}/a/${question.id}`);
  await page.type('input[name=code]', code);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.waitForSelector('.notes');
  await take(page, 'Endpoint', 'note-page', 'A link to a note, without the extension');
  await stranger.close();
}

async function openLibrary(browser: Browser): Promise<Page> {
  const library = await extensionPage(browser, 'src/library/index.html');
  await library.setViewport(WINDOW);
  await library.waitForSelector('main');
  await settle(library);
  return library;
}

/** @param places file, hash and title of each */
async function takePlaces(library: Page, places: readonly (readonly [string, string, string])[]): Promise<void> {
  for (const [name, hash, title] of places) {
    await library.evaluate((to) => (location.hash = to), hash);
    await pause(900);
    await take(library, 'Library', name, title);
  }
}

async function libraryScreens(browser: Browser, essay: string): Promise<void> {
  const library = await openLibrary(browser);
  await takePlaces(library, [
    ['library', '#', 'Notes'],
    ['library-document', `#document/${encodeURIComponent(essay)}`, 'One reading'],
    ['library-for-you', '#for-you', 'For you'],
    ['library-groups', '#groups', 'Groups'],
    ['library-settings', '#settings', 'Settings'],
    ['library-welcome', '#welcome', 'Welcome'],
  ]);
  await library.evaluate(() => (location.hash = '#groups'));
  await library.keyboard.press('?');
  await pause(400);
  await take(library, 'Library', 'keys', 'The list of keys');
  await library.close();
}

/** What a host sees of a group, and what stands there when not all goes well. */
async function hostScreens(browser: Browser, group: string, folder: string): Promise<void> {
  const library = await openLibrary(browser);
  await takePlaces(library, [
    ['library-members', `#members/${group}`, 'Members of a group'],
    ['library-reports', `#reports/${group}`, 'Reports, for its hosts'],
    ['library-moderation', `#moderation/${group}`, 'What its hosts did'],
    ['library-elsewhere', `#elsewhere/${group}`, 'Read elsewhere: feed and webhooks'],
    ['library-lost', '#lost', 'Notes that have lost their place'],
    ['library-not-sent', '#not-sent', 'Notes that were not sent'],
    ['library-import', '#import', 'Bringing notes in'],
  ]);
  await (await library.waitForSelector('input[type=file]'))?.uploadFile(await clippings(folder));
  await library.waitForSelector('#import-found');
  await take(library, 'Library', 'library-import-found', 'What was found in a file');
  await library.evaluate(() => (location.hash = '#'));
  await library.waitForSelector('.virtual-row, .reading');
  await press(library.mainFrame(), 'Export…');
  await take(library, 'Library', 'library-export', 'Taking notes out');
  await library.close();
}

/** A reader's own file, with a line that is none of its kind. */
async function clippings(folder: string): Promise<string> {
  const path = join(folder, 'My Clippings.txt');
  const entry = (where: string, words: string): string =>
    `The Tides of Cleve (Elin Marr)\n- ${where}\n\n${words}\n==========\n`;
  const when = 'Added on Tuesday, 3 November 2026 21:14:05';
  await writeFile(
    path,
    [
      entry(
        `Your Highlight on page 12 | Location 170-172 | ${when}`,
        'A harbour keeps two times, and neither is the clock’s.',
      ),
      entry(`Your Note on page 12 | Location 172 | ${when}`, 'Ask the circle on Tuesday.'),
      entry(`Your Highlight on page 31 | Location 455-456 | ${when}`, 'What returns is never what went out.'),
      entry('Something that no Kindle writes', 'lost words'),
    ].join(''),
  );
  return path;
}

/** Presses the button with these words or this name, one that is in sight before others. */
async function press(frame: Frame, name: string, must = true): Promise<void> {
  const pressed = await frame.evaluate((words) => {
    const named = [...document.querySelectorAll('button')].filter(
      (one) => one.ariaLabel === words || one.textContent?.trim() === words,
    );
    const inSight = named.find((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('button') === one;
    });
    const found = inSight ?? named[0];
    found?.click();
    return found !== undefined;
  }, name);
  if (!pressed && must) throw new Error(`no button "${name}"`);
  await pause(400);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** The page that shows them, side by side. */
function shown(): string {
  const parts = [...new Set(taken.map(({ part }) => part))];
  const lines = parts.flatMap((part) => [
    `## ${part}`,
    '',
    ...taken
      .filter((one) => one.part === part)
      .flatMap(({ name, title }) => [
        `### ${title}`,
        '',
        `![${title}, light](screens/${name}-light.webp) ![${title}, dark](screens/${name}-dark.webp)`,
        '',
      ]),
  ]);
  return `# Every screen\n\nMade by \`npm run screens\` from the built extension and the sample class; [ui.md](ui.md) has the pieces.\n\n${lines.join('\n')}`;
}

ensureBrowsers(['chromium']);
const folder = await mkdtemp(join(tmpdir(), 'commonplace-screens-'));
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const endpoint = await startSampleEndpoint(join(folder, 'data'), 0);
const browser = await launchChromium({ profile: join(folder, 'profile'), extension: 'dist/chrome', viewport: WINDOW });
try {
  const bare = await browser.newPage();
  await bare.goto(`${endpoint.url}/docs`);
  const newcomer = await extensionPage(browser, `src/popup/index.html#tab=${await tabOf(browser, bare)}`);
  await newcomer.setViewport(POPUP);
  await newcomer.waitForSelector('.popup-foot');
  await settle(newcomer);
  await take(newcomer, 'Popup', 'popup-newcomer', 'Before anything was set up');
  await newcomer.close();

  const essay = `//${new URL(endpoint.url).host}/readings/${ESSAY}`;
  await joinClass(browser, endpoint.loaded.invitationUrl);
  const reading = await openReading(browser, `${endpoint.url}/readings/${ESSAY}`);
  await selectWords(reading);
  await take(reading, 'In the page', 'adder', 'At a selection');
  await reading.evaluate(() => getSelection()?.removeAllRanges());
  await marginScreens(reading);
  await notePage(browser, endpoint, [essay]);
  await libraryScreens(browser, essay);
  await makeHost(browser, endpoint);
  await loseOne(browser, endpoint, { source: reading.url(), keys: [essay], title: 'The same page, again' });
  await (await openReading(browser, reading.url())).close();
  await hostScreens(browser, endpoint.loaded.group, folder);
  await popupScreens(browser, endpoint, reading, bare);
  await writeFile('docs/screens.md', shown());
} finally {
  await browser.close().catch(() => undefined);
  await endpoint.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** As by a mouse over a line of the first paragraph. */
async function selectWords(page: Page): Promise<void> {
  await page.bringToFront();
  const line = await page.evaluate(() => {
    const box = document.querySelectorAll('main p, article p')[1]?.getClientRects()[0];
    return box ? { left: box.left, top: box.top } : null;
  });
  if (!line) throw new Error('the reading has no paragraph');
  await page.mouse.move(line.left + 40, line.top + 14);
  await page.mouse.down();
  await page.mouse.move(line.left + 300, line.top + 14, { steps: 5 });
  await page.mouse.up();
  await pause(900);
}
