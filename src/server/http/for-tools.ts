/** The surface that speaks the API of Hypothesis (server/hypothesis): its own errors, and open to tools in any web page. */
export function isForTools(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}
