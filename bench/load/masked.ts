import { randomBytes } from 'node:crypto';

const finalFrame = 0x80;
const masked = 0x80;

export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** A client's frame, RFC 6455 §5.2 and §5.3, for payloads below 64 KiB. */
export function maskedFrame(payload: Buffer, opcode: number = opcodes.text): Buffer {
  const header = headerOf(payload.length, opcode);
  const key = randomBytes(4);
  const body = Buffer.from(payload);
  for (let at = 0; at < body.length; at++) body[at]! ^= key[at % 4]!;
  return Buffer.concat([header, key, body]);
}

function headerOf(length: number, opcode: number): Buffer {
  if (length < 126) return Buffer.from([finalFrame | opcode, masked | length]);
  return Buffer.from([finalFrame | opcode, masked | 126, length >> 8, length & 0xff]);
}

/** The placeholder of the number, with more digits than are ever used. */
export const numberMark = '#########';

/** A frame sent many times with different numbers: masked once, then patched. */
export class NumberedFrame {
  readonly #frame: Buffer;
  readonly #from: number;

  constructor(text: string) {
    this.#frame = maskedFrame(Buffer.from(text));
    const lengthOfText = Buffer.byteLength(text);
    const before = Buffer.byteLength(text.slice(0, text.indexOf(numberMark)));
    this.#from = this.#frame.length - lengthOfText + before;
  }

  get length(): number {
    return this.#frame.length;
  }

  /** Writes the frame with this number into a buffer. */
  copyTo(target: Buffer, at: number, number: number): void {
    this.#frame.copy(target, at);
    // XOR replaces the placeholder by the digit under the mask: the key cancels out.
    const mark = numberMark.charCodeAt(0);
    let rest = number;
    for (let digit = numberMark.length - 1; digit >= 0; digit--) {
      target[at + this.#from + digit]! ^= mark ^ (48 + (rest % 10));
      rest = Math.floor(rest / 10);
    }
  }
}
