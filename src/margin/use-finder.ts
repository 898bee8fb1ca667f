/** The state of looking for threads: opened with the focus in its field, put away with everything shown again. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { EVERYTHING, type Finding } from './finding.ts';

export type Finder = {
  isOpen: boolean;
  finding: Finding;
  find: (finding: Finding) => void;
  /** Shows everything, in the order that was chosen; the focus is in the field for the next search. */
  clear: () => void;
  open: () => void;
  close: () => void;
  field: RefObject<HTMLInputElement | null>;
};

export function useFinder(): Finder {
  const [isOpen, setOpen] = useState(false);
  const [finding, find] = useState(EVERYTHING);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isOpen) field.current?.focus();
  }, [isOpen]);
  return {
    isOpen,
    finding,
    find,
    clear() {
      find(({ order }) => ({ ...EVERYTHING, order }));
      field.current?.focus();
    },
    open() {
      setOpen(true);
      field.current?.focus();
    },
    close() {
      setOpen(false);
      find(EVERYTHING);
    },
    field,
  };
}
