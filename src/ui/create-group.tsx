/** Starting a group: a name is all it takes. */
import { useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { ActionForm } from './action-form.tsx';
import { TextField } from './text-field.tsx';
import type { Outcome } from './use-action.ts';

export function CreateGroup({ create }: { create: (name: string) => Promise<Outcome> }) {
  const [name, setName] = useState('');
  const submit = async () => {
    const outcome = await create(name);
    if (outcome.ok) setName('');
    return outcome;
  };
  return (
    <ActionForm label={t('groupCreate')} submit={t('groupCreateGo')} onSubmit={submit}>
      <TextField
        label={t('groupName')}
        hint={t('groupNameHint')}
        value={name}
        onValue={setName}
        required
        maxLength={80}
        pattern=".*\S.*"
        autocomplete="off"
      />
    </ActionForm>
  );
}
