/** What is said through a port: heard as its schema reads it. */
import * as v from 'valibot';

/** What is not of these words is dropped. */
export function hearing<S extends v.GenericSchema>(
  words: S,
  hear: (message: v.InferOutput<S>) => void,
): (message: unknown) => void {
  return (message) => {
    const { success, output } = v.safeParse(words, message);
    if (success) hear(output);
  };
}
