/**
 * Long texts from a page of ours to the background, beside the messages of the extension: to send a megabyte by `runtime.sendMessage` holds
 * its sender up for 13 to 45 ms, and is heard after 36 to 62; over a BroadcastChannel that is 2 to 9 and 5 to 7 (Chromium 156). Only the
 * name of the text goes in the message, and whoever hears it asks for the text: so it is there, and the background is awake.
 * A channel is one origin's: no web page and no content script hears it. The text goes over a channel of its own, for every page that
 * hears a message has it copied.
 */
import * as v from 'valibot';

const CHANNEL = 'handed-texts';
/** Milliseconds in which who has a text answers; its page may be gone. */
const PATIENCE = 2000;

const wanted = v.object({ wanted: v.pipe(v.string(), v.maxLength(64)) });
const handed = v.object({ text: v.string() });

/** Texts that are ready to be asked for. */
export type OfferedTexts = {
  /** Answers the name by which it is asked for. */
  offer(text: string): string;
  /** It is asked for no more. */
  withdraw(name: string): void;
};

export function offeredTexts(): OfferedTexts & { close(): void } {
  const texts = new Map<string, string>();
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }) => {
    const asked = v.safeParse(wanted, data);
    const text = asked.success ? texts.get(asked.output.wanted) : undefined;
    if (asked.success && text !== undefined) hand(asked.output.wanted, text);
  });
  return {
    offer: (text) => {
      const name = crypto.randomUUID();
      texts.set(name, text);
      return name;
    },
    withdraw: (name) => void texts.delete(name),
    close: () => channel.close(),
  };
}

function hand(name: string, text: string): void {
  const channel = channelOf(name);
  channel.postMessage({ text });
  channel.close();
}

/** Null where nobody has it, or nobody answers. */
export async function handedText(name: string, patience = PATIENCE): Promise<string | null> {
  const [channel, asking] = [channelOf(name), new BroadcastChannel(CHANNEL)];
  let timeout: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise((resolve) => {
      timeout = setTimeout(() => resolve(null), patience);
      channel.addEventListener('message', ({ data }) => {
        const answer = v.safeParse(handed, data);
        if (answer.success) resolve(answer.output.text);
      });
      asking.postMessage({ wanted: name });
    });
  } finally {
    clearTimeout(timeout);
    for (const one of [channel, asking]) one.close();
  }
}

function channelOf(name: string): BroadcastChannel {
  return new BroadcastChannel(`${CHANNEL} ${name}`);
}
