/** Tells every member that the group's notes are sent on, and to whom: who writes here must know who reads it. */
import { t } from '../platform/i18n.ts';
import { Notice } from '../ui/notice.tsx';

export function ToldTo({ hosts }: { hosts: readonly string[] }) {
  return hosts.length > 0 ? <Notice>{t('groupToldTo', hosts.join(', '))}</Notice> : null;
}
