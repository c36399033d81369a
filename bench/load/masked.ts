import { randomBytes } from 'node:crypto';

const finalFrame = 0x80;
const masked = 0x80;

export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** A frame of a client, RFC 6455 §5.2 and §5.3, for payloads of less than 64 KiB. */
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

/** Where a template has its number: so many digits, as many as nobody reaches. */
export const numberMark = '#########';

/** One frame again and again, each with a number of its own: masked once, patched each time. */
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

  /** Writes the frame with this number at a place in a buffer. */
  copyTo(target: Buffer, at: number, number: number): void {
    this.#frame.copy(target, at);
    // What stands there is the mark under the mask; the key cancels out.
    const mark = numberMark.charCodeAt(0);
    let rest = number;
    for (let digit = numberMark.length - 1; digit >= 0; digit--) {
      target[at + this.#from + digit]! ^= mark ^ (48 + (rest % 10));
      rest = Math.floor(rest / 10);
    }
  }
}
