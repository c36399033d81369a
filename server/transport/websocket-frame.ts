const opcodes = { text: 1, binary: 2, ping: 9 } as const;
const finalFrame = 0x80;

/** Largest payload (bytes) of the 7-bit and of the 16-bit length field, RFC 6455 §5.2. */
const max7Bit = 125;
const max16Bit = 0xffff;

/** An unmasked text frame, RFC 6455 §5.2. One buffer is shared by all recipients. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = emptyFrame(opcodes.text, length);
  frame.write(text, frame.length - length);
  return frame;
}

/** A text frame whose payload is two UTF-8 buffers joined. */
export function joinedTextFrame(first: Buffer, second: Buffer): Buffer {
  const frame = emptyFrame(opcodes.text, first.length + second.length);
  second.copy(frame, frame.length - second.length);
  first.copy(frame, frame.length - second.length - first.length);
  return frame;
}

export function binaryFrame(bytes: Buffer): Buffer {
  const frame = emptyFrame(opcodes.binary, bytes.length);
  bytes.copy(frame, frame.length - bytes.length);
  return frame;
}

export const pingFrame = emptyFrame(opcodes.ping, 0);

/**
 * A frame with its header filled in: header and payload share a buffer, so that one write sends
 * both.
 */
function emptyFrame(opcode: number, length: number): Buffer {
  const headerLength = length <= max7Bit ? 2 : length <= max16Bit ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = finalFrame | opcode;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) frame.writeUInt16BE(length, frame.writeUInt8(126, 1));
  else frame.writeBigUInt64BE(BigInt(length), frame.writeUInt8(127, 1));
  return frame;
}
