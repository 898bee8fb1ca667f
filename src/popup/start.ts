/**
 * What the popup waits for others to do is asked of them first, before the views are even read: the browser for the tab in
 * front, the database to open.
 */
import { activeTab } from '../platform/active-tab.ts';
import { openStore } from '../store/database.ts';

/** Null where there is no tab in front, or none that we may know. First, since to lay out the tables takes longer. */
export const tab = activeTab(location.hash).catch(() => null);
export const store = openStore();
export const opening = store.open();
