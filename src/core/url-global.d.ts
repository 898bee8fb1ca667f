/**
 * The one Web API that core uses: WHATWG URL, which browsers and Node share. Declared here in
 * the few members we use, so that no other global is within reach of pure code.
 */
declare class URL {
  static canParse(url: string): boolean;
  constructor(url: string, base?: string);
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  readonly href: string;
  readonly origin: string;
  readonly searchParams: URLSearchParams;
}
declare class URLSearchParams {
  delete(name: string): void;
  get(name: string): string | null;
}
