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

test('a line stands wherever the day is another than that of the message before', () => {
  const messages = said([monday, toto], [monday + day, toto], [monday + day + hour, tata]);
  assert.deepEqual(lines({ messages }), ['day 23', '1 Toto', 'day 24', '2 Toto', '3 Tata']);
});

test('messages stand in their order, each day with its line, though the clock was set back', () => {
  const messages = said(
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
  assert.equal(new Set(keys).size, keys.length, 'each line is one of its own');
});

test('whose messages are minutes apart says their name once, forwards and backwards', () => {
  const minute = 60_000;
  const messages = said(
    [monday, toto],
    [monday + minute, toto],
    [monday - 2 * minute, toto],
    [monday - hour, toto],
  );
  assert.deepEqual(lines({ messages }), ['day 23', '1 Toto', '2', '3', '4 Toto']);
});

test('a message on its way stands last, and keeps its key when the server has it', () => {
  const messages = said([monday, tata]);
  const post: Post = {
    pending: {
      change: { type: 'post', id: 'm2', room: 'general', text: '' },
      at: monday - day,
      is: 'waiting',
    },
    text: '',
    author: toto as Post['author'],
    goes: true,
  };
  const before = rows({ messages, posts: [post] });
  const after = rows({ messages: said([monday, tata], [monday + 1, toto]) });
  assert.deepEqual(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
});

test('an unchanged message is the same line as before', () => {
  const messages = said([monday, toto], [monday, tata]);
  const [before, after] = [rows({ messages }), rows({ messages: [...messages] })];
  for (const [index, row] of before.entries()) assert.equal(after[index], row);
});

function said(...all: [at: number, author: unknown][]): Message[] {
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
  const nothing = { messages: [], posts: [], arrivals: [], isStart: false };
  return rowsOf({ ...nothing, newAfter: undefined, you: 'toto', now: monday, ...conversation });
}

/** Each line in short: a day of the month, or a message with its author where it names them. */
function lines(conversation: Partial<Conversation>): string[] {
  return rows(conversation).map((row) => {
    if (row.is === 'day') return `day ${new Date(row.day).getDate()}`;
    if (row.is !== 'message') return row.is;
    return [row.message.seq, ...(row.opens ? [row.message.author.name] : [])].join(' ');
  });
}
