/**
 * A rule by which the browser itself keeps the id of a note from the endpoint when a link to it is opened: it goes behind a
 * `#`, which is never sent. So the endpoint does not learn whose link was followed to which page.
 * https://developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest
 */
import { browser } from './browser.ts';

const RULE = 1;

/**
 * Keeps ids from this endpoint and no other; null for none. The rule outlives the browser.
 * @param path what stands before the id, such as `/a/`
 */
export async function keepIdsFrom(origin: string | null, path: string): Promise<void> {
  const addRules =
    origin === null
      ? []
      : [
          {
            id: RULE,
            priority: 1,
            action: { type: 'redirect' as const, redirect: { regexSubstitution: `${origin}${path}#\\1` } },
            condition: {
              // What an id looks like in full is more than a rule may need (2 KB when compiled); who reads it looks again.
              regexFilter: `^${origin.replace(/[.[\]]/g, '\\$&')}${path}([^/?#]+)$`,
              resourceTypes: ['main_frame' as const],
            },
          },
        ];
  // It is asked for whenever something changes, and the browser writes each change to the disk.
  const [before] = await browser.declarativeNetRequest.getDynamicRules();
  const [wanted] = addRules;
  const isSame =
    before?.condition.regexFilter === wanted?.condition.regexFilter &&
    before?.action.redirect?.regexSubstitution === wanted?.action.redirect.regexSubstitution;
  if (!isSame) await browser.declarativeNetRequest.updateDynamicRules({ removeRuleIds: [RULE], addRules });
}
