import assert from 'node:assert/strict';
import test from 'node:test';
import type { Message } from '../../protocol/model.ts';
import { rowsOf, type Conversation, type Post, type Row } from './rows.ts';

const [toto, tata] = ['Toto', 'Tata'].map((name) => ({
  id: name.toLowerCase(),
  name,
  via: 'page',
}));
const monday = new Date(2026, 10, 23, 12).getTime();
const hour = 3_600_000;
const day = 24 * hour;

test('a line marks each new day', () => {
  const messages = messagesOf([monday, toto], [monday + day, toto], [monday + day + hour, tata]);
  assert.deepEqual(lines({ messages }), ['day 23', '1 Toto', 'day 24', '2 Toto', '3 Tata']);
});

test('keeps messages in order, each day with its line, even if the clock was set back', () => {
  const messages = messagesOf(
    [monday + day, toto],
    [monday, tata],
    [monday + hour, tata],
    [monday + day, toto],
    [monday, toto],
  );
  assert.deepEqual(lines({ messages }), [
    'day 24',
    '1 Toto',
    'day 23',
    '2 Tata',
    '3 Tata',
    'day 24',
    '4 Toto',
    'day 23',
    '5 Toto',
  ]);
  const keys = rows({ messages }).map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length, 'each row has a key of its own');
});

test('messages of one author within five minutes show the name once, whichever way the clock ran', () => {
  const minute = 60_000;
  const messages = messagesOf(
    [monday, toto],
    [monday + minute, toto],
    [monday - 2 * minute, toto],
    [monday - hour, toto],
  );
  assert.deepEqual(lines({ messages }), ['day 23', '1 Toto', '2', '3', '4 Toto']);
});

test('an unsent message comes last, and keeps its key once the server has it', () => {
  const messages = messagesOf([monday, tata]);
  const post: Post = {
    pending: {
      change: { type: 'post', id: 'm2', room: 'general', text: '' },
      at: monday - day,
      is: 'waiting',
    },
    text: '',
    author: toto as Post['author'],
    isSending: true,
  };
  const before = rows({ messages, posts: [post] });
  const after = rows({ messages: messagesOf([monday, tata], [monday + 1, toto]) });
  assert.deepEqual(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
});

test('an event is a line of its own: it joins no message to another, and nothing is new because of it', () => {
  const messages = messagesOf([monday, toto], [monday, tata], [monday, tata], [monday, tata]);
  Object.assign(messages[1]!, { kind: 'event', event: { is: 'left' } });
  Object.assign(messages[2]!, { kind: 'event', event: { is: 'joined' } });
  const shown = ['day 23', '1 Toto', 'event', 'event', 'new', '4 Tata'];
  assert.deepEqual(lines({ messages, newAfter: 1 }), shown);
  const only = messages.slice(0, 3);
  assert.deepEqual(lines({ messages: only, newAfter: 1 }), shown.slice(0, 4));
  assert.equal(rows({ messages })[2], rows({ messages: [...messages] })[2]);
});

test('an unchanged message keeps its row object', () => {
  const messages = messagesOf([monday, toto], [monday, tata]);
  const [before, after] = [rows({ messages }), rows({ messages: [...messages] })];
  for (const [index, row] of before.entries()) assert.equal(after[index], row);
});

function messagesOf(...all: [at: number, author: unknown][]): Message[] {
  return all.map(([at, author], index) => {
    const seq = index + 1;
    return {
      id: `m${seq}`,
      seq,
      rev: seq,
      at,
      author,
      kind: 'text',
      text: '',
    } as unknown as Message;
  });
}

function rows(conversation: Partial<Conversation>): Row[] {
  const nothing = { title: 'general', messages: [], posts: [], arrivals: [], isStart: false };
  return rowsOf({ ...nothing, newAfter: undefined, you: 'toto', now: monday, ...conversation });
}

/** Each row in short: a day of the month, or a message, with its author where the name shows. */
function lines(conversation: Partial<Conversation>): string[] {
  return rows(conversation).map((row) => {
    if (row.is === 'day') return `day ${new Date(row.day).getDate()}`;
    if (row.is !== 'message') return row.is;
    return [row.message.seq, ...(row.opens ? [row.message.author.name] : [])].join(' ');
  });
}
