/** The longest header of an unmasked frame, RFC 6455 §5.2. */
const longestHeader = 10;

/**
 * Called with each frame. `at` is the offset of its payload in `bytes`, of which only the first
 * bytes are present, as many as requested.
 */
export type OnFrame = (opcode: number, length: number, bytes: Buffer, at: number) => void;

/** Counts the frames of a server in chunks of any size, without copying. */
export class FrameReader {
  readonly #headOfPayload: number;
  readonly #onFrame: OnFrame;
  /** The missing bytes of the current frame's payload. */
  #rest = 0;
  /** The beginning of an incomplete frame. */
  #cut: Buffer | undefined;

  /** `headOfPayload`: bytes of each payload that `onFrame` needs. */
  constructor(headOfPayload: number, onFrame: OnFrame) {
    this.#headOfPayload = headOfPayload;
    this.#onFrame = onFrame;
  }

  /** Reads the first `end` bytes; the buffer may be reused after this returns. */
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
