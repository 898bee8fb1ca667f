/** The button that has a picture chosen from the files of the device. */
import { useRef } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { IconButton } from './button.tsx';

export function AddPicture({ onFiles, disabled }: { onFiles: (files: File[]) => void; disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        icon="picture"
        size="small"
        label={t('imageAdd')}
        aria-disabled={disabled}
        onClick={() => !disabled && input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg,image/webp,image/gif"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same one can be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
