import assert from 'node:assert/strict';
import test from 'node:test';
import type { GameMessage } from '../../../protocol/model.ts';
import { events, json, plainText, EncodedFrame, type FrameCodec } from '../../transport/codecs.ts';
import { toto } from '../../test-support/doubles/store-spec.ts';
import { gameMessage } from '../../test-support/running/game-players.ts';
import { textFrame } from '../../transport/websocket-frame.ts';

const game = gameMessage(toto, { seq: 2, rev: 7 });
const line = textFrame('* Toto proposes a game of morpion: /accept takes it.');

test('plain text shows each state of a game once, however changes are split', () => {
  assert.deepEqual(encodedLine(5, 8, 5), line);
  assert.deepEqual(encodedLine(5, 8, 6), line);
  // Already seen: the store was read after this change and before its broadcast.
  assert.equal(encodedLine(5, 8, 7), undefined);
  // Created in this part of a sync and changed in a later one, which will show it.
  assert.equal(encodedLine(1, 6, 1), undefined);
  assert.deepEqual(encodedLine(6, 8, 6), line);
});

test('plain text shows a game that was changed long after the text beside it', () => {
  assert.deepEqual(encodedLine(6, 7, 6, { ...game, seq: 1 }), line);
});

test('a frame for many clients is encoded once per codec', () => {
  const encodedBy: string[] = [];
  const counted = (codec: FrameCodec): FrameCodec => ({
    ...codec,
    frame(frame) {
      encodedBy.push(codec.name);
      return codec.frame(frame);
    },
  });
  const [byWebSocket, byHttp] = [counted(json), counted(events)];
  const encoded = new EncodedFrame({ type: 'bye', retryAfter: 1 });
  for (const codec of [byWebSocket, byWebSocket, byWebSocket]) {
    assert.deepEqual(encoded.encode(codec), textFrame('{"type":"bye","retryAfter":1}'));
  }
  assert.deepEqual(encodedBy, ['json']);
  assert.equal(encoded.encode(byHttp).toString(), 'data: {"type":"bye","retryAfter":1}\n\n');
  assert.deepEqual(encodedBy, ['json', 'events']);
});

function encodedLine(from: number, rev: number, seen: number, message: GameMessage = game) {
  return plainText.changes(
    { type: 'changes', room: 'general', from, rev, messages: [message] },
    seen,
  );
}
