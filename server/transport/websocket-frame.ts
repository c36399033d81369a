const opcodes = { text: 1, binary: 2, ping: 9 } as const;
const finalFrame = 0x80;

/** Bytes of a payload up to which each form of its length goes. */
const shortest = 125;
const short = 0xffff;

/** A text frame as it goes over the wire, RFC 6455 §5.2: built once for everybody. */
export function textFrame(words: string): Buffer {
  const length = Buffer.byteLength(words);
  const frame = emptyFrame(opcodes.text, length);
  frame.write(words, frame.length - length);
  return frame;
}

/** A text frame of two parts that are UTF-8 already. */
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

/** Header and payload in one buffer, as one write wants them; a server does not mask. */
function emptyFrame(opcode: number, length: number): Buffer {
  const form = length <= shortest ? 2 : length <= short ? 4 : 10;
  const frame = Buffer.allocUnsafe(form + length);
  frame[0] = finalFrame | opcode;
  if (form === 2) frame[1] = length;
  else if (form === 4) frame.writeUInt16BE(length, frame.writeUInt8(126, 1));
  else frame.writeBigUInt64BE(BigInt(length), frame.writeUInt8(127, 1));
  return frame;
}
