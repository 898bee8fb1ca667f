/** Copies some words and says that it did. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';

/** Claims nothing where the clipboard is closed. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 3000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(text));
  return (
    <>
      <Button size="small" icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
        {label}
      </Button>
      <span class="unseen" role="status">
        {copied ? t('copied') : ''}
      </span>
    </>
  );
}
