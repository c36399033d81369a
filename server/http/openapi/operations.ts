/** What a route does, in words. */
export interface Operation {
  tag: (typeof tags)[number]['name'];
  summary: string;
  /** Nobody need be signed in. */
  isOpen?: true;
  /** The name of a schema. */
  body?: string;
  answers: Record<string, Answered>;
}

interface Answered {
  description: string;
  /** The name of a schema, or one. */
  content?: string | object;
  /** What each server-sent event is. */
  events?: string;
}

export const tags = [
  { name: 'session', description: 'Who one is.' },
  { name: 'rooms', description: 'Reading, by whoever has nothing but GET.' },
  { name: 'commands', description: 'One command, without a connection.' },
  { name: 'connections', description: 'What /ws is, for whom a WebSocket does not get through.' },
  { name: 'about', description: 'This description.' },
] as const;

const unchanged = { description: 'As the If-None-Match of the request has it.' };

/** Every route of the HTTP interface, by method and path. */
export const operations: Record<string, Operation> = {
  'GET /api/session': {
    tag: 'session',
    summary: 'Who this is',
    isOpen: true,
    answers: { 200: { description: 'The person, or null.', content: 'Session' } },
  },
  'POST /api/session': {
    tag: 'session',
    summary: 'Take a name',
    isOpen: true,
    body: 'NewSession',
    answers: {
      201: {
        description: 'The person and a token; browsers get a cookie.',
        content: 'SessionMade',
      },
    },
  },
  'DELETE /api/session': {
    tag: 'session',
    summary: 'Sign out, and end whatever the token opened',
    answers: { 204: { description: 'Signed out.' } },
  },
  'GET /api/rooms': {
    tag: 'rooms',
    summary: 'The rooms, with their revisions',
    answers: {
      200: { description: 'As this person sees them.', content: 'RoomList' },
      304: unchanged,
    },
  },
  'GET /api/rooms/{room}/messages': {
    tag: 'rooms',
    summary: 'A page of history',
    answers: { 200: { description: 'In the order of seq.', content: 'History' }, 304: unchanged },
  },
  'GET /api/rooms/{room}/messages/{message}/reactions': {
    tag: 'rooms',
    summary: 'Who reacted to a message: what one has put there oneself, and who put an emoji there',
    answers: {
      200: {
        description: 'In the order in which they came, a page at a time.',
        content: 'Reacted',
      },
    },
  },
  'GET /api/rooms/{room}/people': {
    tag: 'rooms',
    summary: 'Who is in a room, by words of their names',
    answers: {
      200: { description: 'The best, the ones who spoke last first.', content: 'FoundPeople' },
    },
  },
  'GET /api/rooms/{room}/changes': {
    tag: 'rooms',
    summary: 'What a room has to say after a revision: at once, when it comes, or as a stream',
    answers: {
      200: {
        description: 'The next changes, or none after the wait. A stream, where that is accepted.',
        content: 'RoomChanges',
        events: 'The id is a revision, for Last-Event-ID; the data is a RoomChanges.',
      },
    },
  },
  'POST /api/commands': {
    tag: 'commands',
    summary: 'One command, with its answer; the same id again gets the first answer',
    body: 'Command',
    answers: {
      200: { description: 'Done, and on disk.', content: 'Ack' },
      204: { description: 'Done; it had no id to answer to.' },
    },
  },
  'POST /api/connections': {
    tag: 'connections',
    summary: 'Open a connection, whose frames wait to be read',
    answers: { 201: { description: 'Its id.', content: 'ConnectionMade' } },
  },
  'GET /api/connections/{connection}/frames': {
    tag: 'connections',
    summary: 'The frames, as a stream; or, with a wait, those that there are',
    answers: {
      200: {
        description: 'Server-sent events.',
        events:
          'The data is a frame of causette.v1. The event ping asks for a sign of life, close is the end.',
      },
    },
  },
  'POST /api/connections/{connection}/commands': {
    tag: 'connections',
    summary: 'Commands, in order; their answers come among the frames. None is a sign of life',
    body: 'CommandList',
    answers: { 204: { description: 'Taken.' } },
  },
  'DELETE /api/connections/{connection}': {
    tag: 'connections',
    summary: 'End the connection',
    answers: { 204: { description: 'Ended.' } },
  },
  'GET /api/openapi.json': {
    tag: 'about',
    summary: 'This description',
    isOpen: true,
    answers: { 200: { description: 'OpenAPI 3.1.', content: { type: 'object' } } },
  },
};
