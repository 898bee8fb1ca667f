/** Looks at a whole screen with axe-core as it stands. The page that hosts the tests is not ours to judge: only its body is. */
import { expect } from 'vitest';
import { axeFaults } from '../ui/axe.ts';

export async function expectAccessible(): Promise<void> {
  expect(await axeFaults(document.body)).toEqual([]);
}
