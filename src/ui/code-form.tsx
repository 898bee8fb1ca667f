/** Signing in by a code that another device shows: where to, and the code. */
import { useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { ActionForm } from './action-form.tsx';
import { TextField } from './text-field.tsx';
import type { Outcome } from './use-action.ts';

type Props = {
  /** The endpoint's address, where it is known. */
  endpoint: string;
  /** What the form and its button are called. */
  label: string;
  /** An address was entered. */
  onEndpoint?: (endpoint: string) => void;
  enter: (given: { endpoint: string; code: string }) => Promise<Outcome>;
};

export function CodeForm({ endpoint: known, label, onEndpoint, enter }: Props) {
  const [endpoint, setEndpoint] = useState(known);
  const [code, setCode] = useState('');
  return (
    <ActionForm label={label} submit={label} onSubmit={() => enter({ endpoint, code })}>
      <EndpointField value={endpoint} onValue={setEndpoint} onEntered={onEndpoint} />
      <TextField
        label={t('accountCodeField')}
        hint={t('accountCodeFieldHint')}
        value={code}
        onValue={setCode}
        required
        maxLength={20}
        placeholder="K7QM-3XWT"
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck={false}
      />
    </ActionForm>
  );
}

type EndpointProps = {
  value: string;
  onValue: (endpoint: string) => void;
  /** Whole, when the field is left: half an address is nobody's to be asked. */
  onEntered?: ((endpoint: string) => void) | undefined;
};

/** The address of an endpoint. */
export function EndpointField({ value, onValue, onEntered }: EndpointProps) {
  return (
    <TextField
      label={t('accountEndpoint')}
      hint={t('accountEndpointHint')}
      type="url"
      value={value}
      onValue={onValue}
      onChange={(event) => onEntered?.(event.currentTarget.value)}
      required
      placeholder="https://"
      maxLength={2048}
      spellcheck={false}
    />
  );
}
