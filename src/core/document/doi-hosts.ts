/**
 * Sites that hold articles in their publishers' or readers' name. A DOI can be claimed by any
 * page, and a page sees where passages are painted in it: elsewhere it is not told where a
 * circle's notes on that DOI are, until one of the circle has written there (ADR 0018).
 */

/** Those of its keys by which a page may be told where passages are. @param address as the browser gives it */
export function keysToTell(keys: readonly string[], address: string): string[] {
  return isHolderOfArticles(address) ? [...keys] : keys.filter((key) => !key.startsWith('doi:'));
}

function isHolderOfArticles(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  // Over plain http anybody on the way can put scripts into the page.
  if (protocol !== 'https:') return false;
  const labels = hostname.split('.');
  return labels.some((_, at) => HOLDERS.has(labels.slice(at).join('.')));
}

/** Publishers, repositories and the proxy of libraries: no member of the public puts scripts on them. */
const HOLDERS = new Set(
  (
    'acm.org acs.org aip.org ams.org aps.org annualreviews.org arxiv.org biorxiv.org bmj.com brill.com cambridge.org cell.com ' +
    'degruyter.com elifesciences.org emerald.com europepmc.org frontiersin.org hindawi.com idm.oclc.org ieee.org iop.org ' +
    'jamanetwork.com jstor.org karger.com mdpi.com medrxiv.org muse.jhu.edu nature.com nejm.org ncbi.nlm.nih.gov oup.com ' +
    'peerj.com plos.org pnas.org psyarxiv.com royalsocietypublishing.org rsc.org sagepub.com science.org sciencedirect.com ' +
    'springer.com springeropen.com biomedcentral.com tandfonline.com thelancet.com uchicago.edu wiley.com worldscientific.com'
  ).split(' '),
);
