/** The first thing a newcomer meets: an invitation and a name are enough to be in a group. */
import { useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { ActionForm } from './action-form.tsx';
import { TextField } from './text-field.tsx';
import type { Outcome } from './use-action.ts';

type Props = {
  /** The name to offer; names differ from group to group. */
  name: string;
  join: (invitation: string, name: string) => Promise<Outcome>;
};

export function JoinForm({ name: known, join }: Props) {
  const [invitation, setInvitation] = useState('');
  const [name, setName] = useState(known);
  return (
    <ActionForm label={t('joinTitle')} submit={t('joinGo')} onSubmit={() => join(invitation, name)}>
      <TextField
        label={t('joinInvitation')}
        hint={t('joinInvitationHint')}
        value={invitation}
        onValue={setInvitation}
        required
        maxLength={2048}
        autocomplete="off"
        spellcheck={false}
      />
      <NameField value={name} onValue={setName} />
    </ActionForm>
  );
}

/** How one is called in a group. */
export function NameField({ value, onValue }: { value: string; onValue: (name: string) => void }) {
  return (
    <TextField
      label={t('yourName')}
      hint={t('yourNameHint')}
      value={value}
      onValue={onValue}
      required
      maxLength={80}
      pattern=".*\S.*"
      autocomplete="nickname"
    />
  );
}
