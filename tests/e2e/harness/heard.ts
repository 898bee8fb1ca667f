/** What one side of a TCP connection said, in words: HTTP as it stands, and WebSocket messages (RFC 6455 §5.2) without their masks. */

/** @param bytes all that a client sent on one connection */
export function heardIn(bytes: Buffer): string {
  const end = bytes.indexOf('\r\n\r\n') + 4;
  const head = bytes.subarray(0, end).toString('latin1');
  if (!/^upgrade: websocket\r$/im.test(head)) return bytes.toString('utf8');
  return head + messagesIn(bytes.subarray(end));
}

/** The payloads of whole frames; one that is still on its way is left out. */
function messagesIn(bytes: Buffer): string {
  const messages: string[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const [first, second] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)];
    // RSV1: what is compressed (RFC 7692) could not be searched for words.
    if ((first & 0x40) !== 0) throw new Error('a compressed message cannot be read');
    let length = second & 0x7f;
    at += 2;
    if (length === 126) {
      length = bytes.readUInt16BE(at);
      at += 2;
    } else if (length === 127) {
      length = Number(bytes.readBigUInt64BE(at));
      at += 8;
    }
    if ((second & 0x80) === 0) throw new Error('a client masks what it sends');
    const mask = bytes.subarray(at, at + 4);
    at += 4;
    if (at + length > bytes.length) break;
    messages.push(
      Buffer.from(bytes.subarray(at, at + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0))).toString(),
    );
    at += length;
  }
  return `${messages.join('\n')}\n`;
}
