/** The way to the page itself. Browsers open no `file:` address from a page of ours: it is told as text. */
import { t } from '../platform/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import { siteOf } from './site-of.ts';

export function PageLink({ source }: { source: string }) {
  if (!/^https?:/.test(source)) return <bdi>{source}</bdi>;
  return (
    <a href={source} target="_blank" rel="noopener noreferrer">
      {t('libraryOpenPage', siteOf(source))} <Icon name="link" />
    </a>
  );
}
