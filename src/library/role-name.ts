/** What a role is called on screen. */
import type { Role } from '../core/record.ts';
import { t } from '../platform/i18n.ts';

export function roleName(role: Role): string {
  switch (role) {
    case 'owner':
      return t('roleOwner');
    case 'facilitator':
      return t('roleFacilitator');
    case 'member':
      return t('roleMember');
    case 'reader':
      return t('roleReader');
  }
}
