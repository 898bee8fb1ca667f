/** The choice of who will see it, in the margin: by mouse it counts only while it is really visible, as what publishes does. */
import { useRef, useState } from 'preact/hooks';
import { GroupPicker, type GroupOption } from '../ui/group-picker.tsx';
import { useEye } from './guarded-button.tsx';

type Props = {
  groups: readonly GroupOption[];
  value: string;
  disabled?: boolean;
  onChoose: (group: string) => void;
  /** Called instead when the choice was not seen: says in words why nothing happened. */
  onUnseen: () => void;
};

export function GuardedPicker({ onChoose, onUnseen, ...picker }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const eye = useEye(place);
  const byKeyboard = useRef(false);
  const [refused, setRefused] = useState(0);
  const choose = async (group: string): Promise<void> => {
    if (byKeyboard.current || (await eye.isSeen())) return onChoose(group);
    // The browser shows what was chosen; it is to show again what holds.
    setRefused((before) => before + 1);
    onUnseen();
  };
  return (
    <div
      ref={place}
      onKeyDown={(event) => (byKeyboard.current = event.isTrusted)}
      onPointerDown={() => (byKeyboard.current = false)}
    >
      <GroupPicker key={refused} {...picker} onChoose={(group) => void choose(group)} />
    </div>
  );
}
