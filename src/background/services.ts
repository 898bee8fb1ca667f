/** The two tables the background answers, and who may ask which: a content script never gets words or tokens. */
import type { Service } from '../platform/messages.ts';
import { service } from '../platform/rpc.ts';
import { fromScripts } from '../protocol/from-scripts.ts';
import { fromPages } from '../protocol/from-pages.ts';
import { accountHandlers } from './account-handlers.ts';
import type { Background } from './background.ts';
import { feedHandlers } from './feed-handlers.ts';
import { backupHandlers, type Backups } from './backups.ts';
import { groupHandlers } from './group-handlers.ts';
import { imageHandlers } from './image-handlers.ts';
import { inboxHandlers } from './inbox-handlers.ts';
import { ownAccountHandlers } from './own-account-handlers.ts';
import { keyHandlers, type KeyPorts } from './key-handlers.ts';
import { linkHandlers, type LinkPorts } from './note-links.ts';
import { manyHandlers } from './many-handlers.ts';
import { noteHandlers } from './note-handlers.ts';
import { pageHandlers, type PagePorts } from './page-handlers.ts';
import { safetyHandlers } from './safety-handlers.ts';
import { syncHandlers } from './sync-handlers.ts';

export type ServicePorts = PagePorts & LinkPorts & KeyPorts & { backups: Backups };

export function services(background: Background, ports: ServicePorts): Service[] {
  const forPages = {
    ...noteHandlers(background),
    ...imageHandlers(background),
    ...groupHandlers(background),
    ...feedHandlers(background),
    ...accountHandlers(background),
    ...ownAccountHandlers(background),
    ...manyHandlers(background),
    ...backupHandlers(background, ports.backups),
    ...syncHandlers(background),
    ...keyHandlers(background, ports),
    ...linkHandlers(background, ports),
    ...safetyHandlers(background),
    ...inboxHandlers(background),
  };
  return [
    service('content', fromScripts, pageHandlers(background, ports), ({ from }) => from === 'content'),
    service('pages', fromPages, forPages, ({ from }) => from === 'page'),
  ];
}
