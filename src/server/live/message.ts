/**
 * A message to live connections, made into a frame once, however many hear it: a thousand members take the same bytes.
 * (The package `ws` would encode the text anew for each of them.)
 */
export type Message = {
  readonly text: string;
  /** The text as it goes out: one frame, final and not masked (RFC 6455 §5.2). */
  readonly frame: Buffer;
};

const FINAL_TEXT = 0x81;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;

export function messageOf(text: string): Message {
  const length = Buffer.byteLength(text);
  const head = length < TWO_BYTES ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = TWO_BYTES;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = EIGHT_BYTES;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return { text, frame };
}
