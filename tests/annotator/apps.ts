/**
 * One reading app written twice, in React and in Vue, so that the same tests drive both. Real builds of both frameworks,
 * which complain of whatever they find in their DOM that they have not put there.
 */
import { Component, createElement, type ReactNode, StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { renderToString as reactToString } from 'react-dom/server.browser';
import { createSSRApp, defineComponent, h, nextTick, shallowRef } from 'vue';
import { renderToString as vueToString } from 'vue/server-renderer';

/** What the app shows. Lines without keys are written into the elements that are there, as virtual lists do. */
export type Reading = { title: string; lines: readonly { id: string; text: string }[]; keyed?: boolean };

export type App = {
  show(reading: Reading): Promise<void>;
  end(): void;
};

export type Framework = {
  /** Takes over what `markup` gave, or fills an empty element. `failed` hears everything the framework complains of. */
  start(element: Element, reading: Reading, failed: (fault: unknown) => void): Promise<App>;
  markup(reading: Reading): Promise<string>;
};

class ReactReading extends Component<Reading> {
  override render(): ReactNode {
    const { title, lines, keyed = true } = this.props;
    return createElement(
      'article',
      null,
      createElement('h1', null, title),
      lines.map(({ id, text }, at) =>
        createElement('p', { key: keyed ? id : at }, `${id}: `, text, createElement('em', null, ` (${title})`)),
      ),
    );
  }
}

const strict = (reading: Reading): ReactNode => createElement(StrictMode, null, createElement(ReactReading, reading));

export const react: Framework = {
  async start(element, reading, failed) {
    const hears = { onUncaughtError: failed, onCaughtError: failed, onRecoverableError: failed };
    const isServed = element.firstChild !== null;
    const root = isServed ? hydrateRoot(element, strict(reading), hears) : createRoot(element, hears);
    const show = async (next: Reading): Promise<void> => flushSync(() => root.render(strict(next)));
    if (!isServed) await show(reading);
    return { show, end: () => flushSync(() => root.unmount()) };
  },
  markup: async (reading) => reactToString(strict(reading)),
};

const VueReading = defineComponent({
  props: { reading: { type: Object, required: true } },
  setup: (props) => () => {
    const { title, lines, keyed = true } = props['reading'] as Reading;
    return h('article', [
      h('h1', title),
      lines.map(({ id, text }, at) => h('p', { key: keyed ? id : at }, [`${id}: `, text, h('em', ` (${title})`)])),
    ]);
  },
});

export const vue: Framework = {
  async start(element, reading, failed) {
    const state = shallowRef(reading);
    const app = createSSRApp({ render: () => h(VueReading, { reading: state.value }) });
    app.config.errorHandler = failed;
    app.config.warnHandler = failed;
    // an app that expects markup says so when there is none: fill the element first, as a server would
    if (!element.firstChild) element.innerHTML = await vue.markup(reading);
    app.mount(element);
    return {
      async show(next) {
        state.value = next;
        await nextTick();
      },
      end: () => app.unmount(),
    };
  },
  markup: (reading) => vueToString(createSSRApp({ render: () => h(VueReading, { reading }) })),
};
