/** Copies some words and says that it did. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { Button } from './button.tsx';

/** The clipboard is open to our pages by a press of the user; where it is not, nothing is claimed. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 3000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <Button size="small" icon={copied ? 'check' : 'copy'} onClick={copy}>
        {label}
      </Button>
      <span class="unseen" role="status">
        {copied ? t('copied') : ''}
      </span>
    </>
  );
}
