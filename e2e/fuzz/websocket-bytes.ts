import fc from 'fast-check';
import { subprotocol } from '../../protocol/limits.ts';
import {
  anyDeepFrame,
  anyFrame,
  anyLine,
  anyLongFrame,
  anyLongLine,
} from '../../protocol/test-support/input.ts';
import type { Pass } from './attack.ts';

/** A frame of RFC 6455 §5.2, valid or not. */
interface WireFrame {
  fin: boolean;
  /** The three reserved bits. */
  reserved: number;
  opcode: number;
  isMasked: boolean;
  key: number[];
  /** The encoding of the length: the shortest, or in two or eight bytes. */
  form: 'short' | 'two' | 'eight';
  /** By how much the length exceeds the payload. */
  lie: number;
  payload: Buffer;
}

const text = 1;
const seldom = <Value>(usual: Value, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength }).map((each) => Buffer.from(each));
const words = fc
  .oneof(
    { weight: 6, arbitrary: anyFrame },
    { weight: 4, arbitrary: anyLine },
    { weight: 2, arbitrary: fc.oneof(anyLongFrame, anyLongLine, anyDeepFrame) },
  )
  .map((each) => Buffer.from(each));
/** Lengths at the boundaries of the three encodings, and above the frame limit. */
const large = fc
  .constantFrom(125, 126, 127, 65_535, 65_536, 65_537, 200_000)
  .chain((length) => fc.nat(255).map((byte) => Buffer.alloc(length, byte)));

/** As our own client would send it. */
const orderly = words.chain((payload) =>
  fc.record({ ...rightly, payload: fc.constant(payload), opcode: fc.constant(text) }),
);
const rightly = {
  fin: fc.constant(true),
  reserved: fc.constant(0),
  isMasked: fc.constant(true),
  key: fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }),
  form: fc.constant<WireFrame['form']>('short'),
  lie: fc.constant(0),
};
const disorderly = fc.record<WireFrame>({
  fin: seldom(true, fc.boolean()),
  reserved: seldom(0, fc.nat(7)),
  opcode: fc.oneof(fc.constantFrom(0, text, 2, 8, 9, 10), fc.nat(15)),
  isMasked: seldom(true, fc.boolean()),
  key: rightly.key,
  form: seldom<WireFrame['form']>('short', fc.constantFrom('two', 'eight')),
  lie: seldom(0, fc.oneof(fc.nat(300), fc.constantFrom(-1, 70_000, 2 ** 31, 2 ** 40))),
  payload: fc.oneof(
    { weight: 6, arbitrary: words },
    { weight: 3, arbitrary: bytes(140) },
    { weight: 1, arbitrary: large },
  ),
});
/** A message in fragments, with control frames in between: §5.4. */
const fragmented = fc
  .record({ payload: words, size: fc.integer({ min: 1, max: 40 }), between: fc.array(control()) })
  .map(({ payload, size, between }) => fragmentsOf(payload, size, between));
const frames = fc.oneof(
  { weight: 5, arbitrary: fc.array(orderly, { maxLength: 12 }) },
  { weight: 5, arbitrary: fc.array(disorderly, { maxLength: 8 }) },
  { weight: 2, arbitrary: fragmented },
);

/** A handshake, mostly valid, and the following frames and garbage. */
export function websocketBytes({ token }: Pass): fc.Arbitrary<string> {
  const garbage = seldom('', fc.string({ unit: 'binary-ascii' }));
  return fc
    .tuple(garbage, handshake(token), garbage, frames, garbage)
    .map(([before, head, between, all, after]) => {
      const encoded = all.map((frame) => encode(frame).toString('latin1')).join('');
      return `${before}${head}${between}${encoded}${after}`;
    });
}

function handshake(token: string): fc.Arbitrary<string> {
  const json = [`Sec-WebSocket-Protocol: ${subprotocol}`, `Authorization: Bearer ${token}`];
  return fc
    .record({
      path: fc.constantFrom('/ws', '/ws', '/ws?room=general&after=0', '/ws?room=tea', '/echo', '/'),
      language: fc.constantFrom(json, json, [], json.slice(0, 1), ['Sec-WebSocket-Protocol: x']),
      version: seldom('13', fc.constantFrom('8', 'x', '')),
      key: seldom('dGhlIHNhbXBsZSBub25jZQ==', fc.string({ unit: 'binary-ascii' })),
      extensions: seldom('', fc.constantFrom('permessage-deflate', ';;', 'a; b=""')),
    })
    .map(({ path, language, version, key, extensions }) => {
      const fixed = ['Host: localhost', 'Upgrade: websocket', 'Connection: Upgrade'];
      const own = [`Sec-WebSocket-Version: ${version}`, `Sec-WebSocket-Key: ${key}`];
      const more = extensions === '' ? [] : [`Sec-WebSocket-Extensions: ${extensions}`];
      return [`GET ${path} HTTP/1.1`, ...fixed, ...own, ...language, ...more, '', ''].join('\r\n');
    });
}

function control(): fc.Arbitrary<WireFrame> {
  return fc.record({
    ...rightly,
    opcode: fc.constantFrom(9, 9, 10, 10, 8),
    payload: bytes(125),
  });
}

function fragmentsOf(payload: Buffer, size: number, between: WireFrame[]): WireFrame[] {
  const count = Math.max(1, Math.ceil(payload.length / size));
  return Array.from({ length: count }, (_, at) => {
    const fragment: WireFrame = {
      fin: at === count - 1,
      reserved: 0,
      opcode: at === 0 ? text : 0,
      isMasked: true,
      key: [at % 256, 1, 2, 3],
      form: 'short',
      lie: 0,
      payload: payload.subarray(at * size, (at + 1) * size),
    };
    return [fragment, ...between.slice(at, at + 1)];
  }).flat();
}

function encode({ fin, reserved, opcode, isMasked, key, form, lie, payload }: WireFrame): Buffer {
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const length = lengthOf(Math.max(0, payload.length + lie), form, isMasked ? 0x80 : 0);
  const masked = isMasked ? payload.map((byte, at) => byte ^ key[at % 4]!) : payload;
  return Buffer.concat([Buffer.from([first]), length, Buffer.from(isMasked ? key : []), masked]);
}

function lengthOf(length: number, form: WireFrame['form'], maskBit: number): Buffer {
  if (form === 'short' && length < 126) return Buffer.from([maskBit | length]);
  if (form !== 'eight' && length < 65_536) {
    return Buffer.from([maskBit | 126, length >> 8, length & 0xff]);
  }
  const bytesOfLength = Buffer.alloc(9, maskBit | 127);
  bytesOfLength.writeBigUInt64BE(BigInt(length), 1);
  return bytesOfLength;
}
