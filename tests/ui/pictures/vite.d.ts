/** What Vite gives to files in the browser, as far as the pictures ask for it. */
declare module '*?url' {
  const url: string;
  // oxlint-disable-next-line import/no-default-export
  export default url;
}

interface ImportMeta {
  /** https://vite.dev/guide/features#glob-import */
  glob<T>(pattern: string, options?: { query?: string; import?: string; eager?: boolean }): Record<string, T>;
}

declare module '*.css';
