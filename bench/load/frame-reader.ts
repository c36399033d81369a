/** Bytes of a frame's header, RFC 6455 §5.2, at most: a server does not mask. */
const longestHeader = 10;

/**
 * Hears of one frame. `at` is where its payload begins in `bytes`: of it only the first bytes are
 * sure to be there, as many as the reader was asked for.
 */
export type OnFrame = (opcode: number, length: number, bytes: Buffer, at: number) => void;

/** Counts the frames of a server as they come, in pieces or many at once, without copying them. */
export class FrameReader {
  readonly #headOfPayload: number;
  readonly #onFrame: OnFrame;
  /** Bytes of the present frame's payload that are still to come. */
  #rest = 0;
  /** The beginning of a frame that was cut. */
  #cut: Buffer | undefined;

  /** `headOfPayload`: bytes of each payload that `onFrame` wants to see. */
  constructor(headOfPayload: number, onFrame: OnFrame) {
    this.#headOfPayload = headOfPayload;
    this.#onFrame = onFrame;
  }

  /** Takes the first `end` bytes; they may change as soon as this returns. */
  read(bytes: Buffer, end: number): void {
    if (this.#cut === undefined) return this.#read(bytes, end);
    const joined = Buffer.concat([this.#cut, bytes.subarray(0, end)]);
    this.#cut = undefined;
    this.#read(joined, joined.length);
  }

  #read(bytes: Buffer, end: number): void {
    let at = this.#rest;
    while (at < end) {
      const short = bytes[at + 1]! & 0x7f;
      const header = short < 126 ? 2 : short === 126 ? 4 : longestHeader;
      if (at + 2 > end || at + header > end) break;
      const length = short < 126 ? short : longLength(bytes, at, header);
      if (at + header + Math.min(length, this.#headOfPayload) > end) break;
      this.#onFrame(bytes[at]! & 0x0f, length, bytes, at + header);
      at += header + length;
    }
    this.#rest = Math.max(0, at - end);
    if (at < end) this.#cut = Buffer.from(bytes.subarray(at, end));
  }
}

function longLength(bytes: Buffer, at: number, header: number): number {
  return header === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
}
