/**
 * Builds the extension: `vite build --mode chrome|firefox` → dist/chrome, dist/firefox, and
 * `--mode anchoring` → dist/anchoring.iife.js, the anchoring room alone for anyone to measure.
 */
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig, type UserConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

type Browser = 'chrome' | 'firefox';

/** One manifest for both browsers; each gets only the keys it knows (crxjs 3 fails on the other's). */
function manifestFor(browser: Browser): ManifestV3Export {
  const { background, browser_specific_settings, minimum_chrome_version, ...shared } = manifest;
  if (browser === 'firefox') {
    const resources = shared.web_accessible_resources.map(({ resources, matches }) => ({ resources, matches }));
    return {
      ...shared,
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

function extension(browser: Browser): UserConfig {
  return {
    publicDir: 'src/locales',
    plugins: [crx({ manifest: manifestFor(browser), browser })],
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target: browser === 'chrome' ? 'chrome125' : 'firefox140',
      modulePreload: false,
      rollupOptions: { input: ['src/margin/index.html', 'src/library/index.html', 'src/popup/index.html'] },
    },
  };
}

const anchoring: UserConfig = {
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    lib: {
      entry: 'src/anchoring/global.ts',
      formats: ['iife'],
      name: 'commonplaceAnchoring',
      fileName: () => 'anchoring.iife.js',
    },
  },
};

export default defineConfig(({ mode }) =>
  mode === 'anchoring' ? anchoring : extension(mode === 'firefox' ? 'firefox' : 'chrome'),
);
