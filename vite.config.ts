/**
 * Builds the extension: `vite build --mode chrome|firefox` → dist/chrome, dist/firefox, then
 * `--mode chrome-popup|firefox-popup` → the popup there, `--mode chrome-margin|firefox-margin` → the margin,
 * `--mode chrome-content|firefox-content` → the first script in pages, `--mode chrome-annotate|firefox-annotate` → the second, and `--mode anchoring` →
 * dist/anchoring.iife.js, the anchoring room alone for anyone to measure.
 */
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

type Browser = 'chrome' | 'firefox';

const TARGETS: Record<Browser, string> = { chrome: 'chrome125', firefox: 'firefox140' };

/** One manifest for both browsers; each gets only the keys it knows (crxjs 3 fails on the other's). */
function manifestFor(browser: Browser): ManifestV3Export {
  const {
    background,
    browser_specific_settings,
    minimum_chrome_version,
    action,
    content_scripts: _,
    ...rest
  } = manifest;
  const accessible = rest.web_accessible_resources.map((one) => ({
    ...one,
    resources: one.resources.filter(isTogether),
  }));
  const shared = { ...rest, action: { default_icon: action.default_icon }, web_accessible_resources: accessible };
  if (browser === 'firefox') {
    const resources = shared.web_accessible_resources.map(({ resources, matches }) => ({ resources, matches }));
    return {
      ...shared,
      // Chromium allows four keys to be suggested, Firefox any number.
      commands: { ...shared.commands, _execute_action: { suggested_key: { default: 'Alt+Shift+O' } } },
      web_accessible_resources: resources,
      browser_specific_settings,
      background: { scripts: background.scripts, type: 'module' },
    } as unknown as ManifestV3Export;
  }
  return {
    ...shared,
    minimum_chrome_version,
    background: { service_worker: background.service_worker, type: 'module' },
  };
}

/** The margin is built apart (`page` below). */
const isTogether = (resource: string): boolean => resource !== 'src/margin/index.html';

/**
 * Readers in Portugal get the Brazilian words rather than English ones: Chromium goes from `pt_PT` to `pt` and to the
 * default, and the shops know `pt_BR` and `pt_PT` but no `pt`.
 */
function portugueseForAll(): Plugin {
  return {
    name: 'portuguese-for-all',
    async generateBundle() {
      const source = await readFile('src/locales/_locales/pt_BR/messages.json', 'utf8');
      this.emitFile({ type: 'asset', fileName: '_locales/pt_PT/messages.json', source });
    },
  };
}

/**
 * The polyfill as a module of its own: the bundler takes a CommonJS one for a bag of names and looks at each of them, and to
 * look at a name of the WebExtension API is to have the browser set up that part of it, all thirty before the first line runs.
 */
function polyfillAsModule(): Plugin {
  return {
    name: 'polyfill-as-module',
    transform(code, id) {
      if (!id.includes('/webextension-polyfill/')) return null;
      return `const module = { exports: {} };\nconst { exports } = module;\n${code}\nexport default module.exports;`;
    },
  };
}

/**
 * The popup has nothing to paint before its script has run: without this the browser draws an empty page as soon as the style sheet
 * is there, and the script waits for that. The bundler would take the attribute from the page's source.
 */
function rendersAfterScript(): Plugin {
  return {
    name: 'renders-after-script',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<script type="module"', '$& blocking="render"'),
    },
  };
}

/**
 * The margin's first script is small, and runs as soon as it is there; this one brings the views, which run once the styles are there too,
 * and are waited for with drawing, as in the popup. In the page's source the bundler would make one of both.
 */
function viewsAfterStart(): Plugin {
  return {
    name: 'views-after-start',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const views = Object.values(bundle).find((one) => one.type === 'chunk' && one.isEntry && one.name === 'main');
        if (!views) throw new Error('the margin has no views');
        return [
          { tag: 'script', attrs: { type: 'module', src: `/${views.fileName}`, blocking: 'render' }, injectTo: 'head' },
        ];
      },
    },
  };
}

/** What the first script in pages is called as it is built, and its source in the manifest. */
const CONTENT = 'content.js';
const CONTENT_SOURCE = 'src/content/main.iife.ts';

/** crxjs would build pages and scripts that the manifest names, together with the others. */
function partsBuiltApart(): Plugin {
  return {
    name: 'parts-built-apart',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const file = bundle['manifest.json'];
        if (file?.type !== 'asset') throw new Error('there is no manifest to name the pages in');
        const built = JSON.parse(String(file.source)) as typeof manifest;
        Object.assign(built.action, manifest.action);
        built.content_scripts = manifest.content_scripts.map((one) => ({
          ...one,
          js: one.js.map((name) => (name === CONTENT_SOURCE ? CONTENT : name)),
        }));
        for (const { resources } of manifest.web_accessible_resources) {
          const own = built.web_accessible_resources.find((one) =>
            resources.some((name) => one.resources.includes(name)),
          );
          if (!own) throw new Error('there is no entry for what web pages may load');
          own.resources = [...new Set([...resources, ...own.resources])];
        }
        file.source = JSON.stringify(built, null, 2);
      },
    },
  };
}

function extension(browser: Browser): UserConfig {
  return {
    publicDir: 'src/locales',
    plugins: [
      polyfillAsModule(),
      crx({ manifest: manifestFor(browser), browser }),
      portugueseForAll(),
      partsBuiltApart(),
    ],
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target: TARGETS[browser],
      modulePreload: false,
      rollupOptions: {
        input: ['src/glance/index.html', 'src/library/index.html'],
      },
    },
  };
}

/**
 * A page that somebody waits for, in one file and one style sheet of its own: of what it shares with the other pages the
 * bundler would make a dozen files, and to fetch these one after the other took as long as all the rest of its opening.
 */
function page(browser: Browser, name: 'popup' | 'margin'): UserConfig {
  return {
    publicDir: false,
    plugins: [nativeBrowser(), name === 'popup' ? rendersAfterScript() : viewsAfterStart()],
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: false,
      target: TARGETS[browser],
      modulePreload: false,
      cssCodeSplit: false,
      rollupOptions: {
        input: [`src/${name}/index.html`, ...(name === 'margin' ? ['src/margin/main.tsx'] : [])],
        output: {
          entryFileNames: `assets/${name}-[hash].js`,
          chunkFileNames: `assets/${name}-[name]-[hash].js`,
          assetFileNames: `assets/${name}-[hash][extname]`,
        },
      },
    },
  };
}

/** In web pages the WebExtension API is the browser's own (src/platform/native-browser.ts says why). */
function nativeBrowser(): Plugin {
  const named = resolve('src/platform/browser.ts');
  return {
    name: 'native-browser',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer || resolve(dirname(importer), source) !== named) return null;
      return resolve('src/platform/native-browser.ts');
    },
  };
}

/**
 * One classic script of its own for web pages.
 * @param banner a comment to stand first
 */
function script(entry: string, outDir: string, name: string, target?: string, banner?: string): UserConfig {
  return {
    publicDir: false,
    plugins: [nativeBrowser()],
    build: {
      outDir,
      emptyOutDir: false,
      ...(target && { target }),
      lib: { entry, formats: ['iife'], name: 'commonplace', fileName: () => name },
      ...(banner && { rolldownOptions: { output: { postBanner: banner } } }),
    },
  };
}

/** For V8, which would read a function once to skip and once more to run it: https://v8.dev/blog/explicit-compile-hints */
const ALL_AT_LOAD = '//# allFunctionsCalledOnLoad';

const content = (browser: Browser): UserConfig =>
  script(CONTENT_SOURCE, `dist/${browser}`, CONTENT, TARGETS[browser], ALL_AT_LOAD);

/** The second script in pages: brought by the background, so pages cannot load it. */
const annotate = (browser: Browser): UserConfig =>
  script('src/content/annotate.iife.ts', `dist/${browser}`, 'annotate.js', TARGETS[browser]);

const MODES: Record<string, () => UserConfig> = {
  chrome: () => extension('chrome'),
  firefox: () => extension('firefox'),
  'chrome-popup': () => page('chrome', 'popup'),
  'firefox-popup': () => page('firefox', 'popup'),
  'chrome-margin': () => page('chrome', 'margin'),
  'firefox-margin': () => page('firefox', 'margin'),
  'chrome-content': () => content('chrome'),
  'firefox-content': () => content('firefox'),
  'chrome-annotate': () => annotate('chrome'),
  'firefox-annotate': () => annotate('firefox'),
  anchoring: () => script('src/anchoring/global.ts', 'dist', 'anchoring.iife.js'),
};

export default defineConfig(({ mode }) => (MODES[mode] ?? MODES['chrome']!)());
