/**
 * What the popup waits for others to do is asked of them first, before the views are even read: the database to open, and the browser
 * for the tab in front.
 */
import { activeTab } from '../platform/active-tab.ts';
import { openFirst } from '../store/first-reading.ts';

export const first = openFirst();
/** Null where there is no tab in front, or none that we may know. */
export const tab = activeTab(location.hash).catch(() => null);
