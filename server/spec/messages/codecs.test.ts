import assert from 'node:assert/strict';
import test from 'node:test';
import type { GameMessage } from '../../../protocol/model.ts';
import { events, json, plainText, EncodedFrame, type FrameCodec } from '../../transport/codecs.ts';
import { toto } from '../../test-support/store-spec.ts';
import { gameMessage } from '../../test-support/game-players.ts';
import { textFrame } from '../../transport/websocket-frame.ts';

const game = gameMessage(toto, { seq: 2, rev: 7 });
const line = textFrame('* Toto proposes a game of morpion: /accept takes it.');

test('plain text shows each state of a game once, however changes are split', () => {
  assert.deepEqual(told(5, 8, 5), line);
  assert.deepEqual(told(5, 8, 6), line);
  // Already seen: the store was read after this change and before its broadcast.
  assert.equal(told(5, 8, 7), undefined);
  // Created in this part of a sync and changed in a later one, which will show it.
  assert.equal(told(1, 6, 1), undefined);
  assert.deepEqual(told(6, 8, 6), line);
});

test('plain text shows a game that was changed long after the text beside it', () => {
  assert.deepEqual(told(6, 7, 6, { ...game, seq: 1 }), line);
});

test('a frame for many clients is encoded once per codec', () => {
  const said: string[] = [];
  const counted = (codec: FrameCodec): FrameCodec => ({
    ...codec,
    frame(frame) {
      said.push(codec.name);
      return codec.frame(frame);
    },
  });
  const [byWebSocket, byHttp] = [counted(json), counted(events)];
  const encoded = new EncodedFrame({ type: 'bye', retryAfter: 1 });
  for (const codec of [byWebSocket, byWebSocket, byWebSocket]) {
    assert.deepEqual(encoded.in(codec), textFrame('{"type":"bye","retryAfter":1}'));
  }
  assert.deepEqual(said, ['json']);
  assert.equal(encoded.in(byHttp).toString(), 'data: {"type":"bye","retryAfter":1}\n\n');
  assert.deepEqual(said, ['json', 'events']);
});

function told(from: number, rev: number, seen: number, message: GameMessage = game) {
  return plainText.changes(
    { type: 'changes', room: 'general', from, rev, messages: [message] },
    seen,
  );
}
