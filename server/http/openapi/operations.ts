/** The description of a route. */
export interface Operation {
  tag: (typeof tags)[number]['name'];
  summary: string;
  /** Needs no authentication. */
  isOpen?: true;
  /** The name of a schema. */
  body?: string;
  responses: Record<string, ResponseDescription>;
}

interface ResponseDescription {
  description: string;
  /** The name of a schema, or a schema. */
  content?: string | object;
  /** Describes each server-sent event. */
  events?: string;
}

export const tags = [
  { name: 'session', description: 'Sign in and out.' },
  { name: 'rooms', description: 'Read rooms by GET.' },
  { name: 'commands', description: 'Send one command without a connection.' },
  { name: 'connections', description: 'The same as /ws, for clients that cannot use a WebSocket.' },
  { name: 'about', description: 'This description.' },
] as const;

const unchanged = { description: 'Not changed since the ETag in If-None-Match.' };

/** Every route of the HTTP interface, by method and path. */
export const operations: Record<string, Operation> = {
  'GET /api/session': {
    tag: 'session',
    summary: 'The person signed in',
    isOpen: true,
    responses: { 200: { description: 'The person, or null.', content: 'Session' } },
  },
  'POST /api/session': {
    tag: 'session',
    summary: 'Sign in with a name',
    isOpen: true,
    body: 'NewSession',
    responses: {
      201: {
        description: 'The person and a token; browsers get a cookie.',
        content: 'SessionMade',
      },
    },
  },
  'DELETE /api/session': {
    tag: 'session',
    summary: 'Sign out and close everything opened with the token',
    responses: { 204: { description: 'Signed out.' } },
  },
  'GET /api/rooms': {
    tag: 'rooms',
    summary: 'The rooms, with their revisions',
    responses: {
      200: { description: 'With the unread counts of this person.', content: 'RoomList' },
      304: unchanged,
    },
  },
  'GET /api/rooms/{room}/messages': {
    tag: 'rooms',
    summary: 'A page of history',
    responses: {
      200: { description: 'Messages in the order of seq.', content: 'History' },
      304: unchanged,
    },
  },
  'GET /api/rooms/{room}/messages/{message}/reactions': {
    tag: 'rooms',
    summary: 'The reactions to a message: your own, and the people who used an emoji',
    responses: {
      200: {
        description: 'One page, the oldest reactions first.',
        content: 'Reacted',
      },
    },
  },
  'GET /api/rooms/{room}/people': {
    tag: 'rooms',
    summary: 'Search the people in a room by name',
    responses: {
      200: { description: 'The best matches, most recent speakers first.', content: 'FoundPeople' },
    },
  },
  'GET /api/rooms/{room}/changes': {
    tag: 'rooms',
    summary: 'The changes of a room after a revision: at once, by long polling, or as a stream',
    responses: {
      200: {
        description:
          'The next changes, or none after the wait. A stream if the request accepts text/event-stream.',
        content: 'RoomChanges',
        events: 'The id is a revision, for Last-Event-ID; the data is a RoomChanges.',
      },
    },
  },
  'POST /api/commands': {
    tag: 'commands',
    summary: 'Send one command; sending the same id again gets the first answer',
    body: 'Command',
    responses: {
      200: { description: 'Done and written to disk.', content: 'Ack' },
      204: { description: 'Done; the command had no id.' },
    },
  },
  'POST /api/connections': {
    tag: 'connections',
    summary: 'Open a connection; its frames wait to be read',
    responses: { 201: { description: 'The id of the connection.', content: 'ConnectionMade' } },
  },
  'GET /api/connections/{connection}/frames': {
    tag: 'connections',
    summary: 'The frames as a stream; with wait, by long polling',
    responses: {
      200: {
        description: 'Server-sent events.',
        events:
          'The data is a frame of causette.v1. The event ping asks for a sign of life, close is the end.',
      },
    },
  },
  'POST /api/connections/{connection}/commands': {
    tag: 'connections',
    summary:
      'Send commands in order; the responses are sent as frames. An empty list is a sign of life',
    body: 'CommandList',
    responses: { 204: { description: 'Accepted.' } },
  },
  'DELETE /api/connections/{connection}': {
    tag: 'connections',
    summary: 'Close the connection',
    responses: { 204: { description: 'Closed.' } },
  },
  'GET /api/openapi.json': {
    tag: 'about',
    summary: 'This description',
    isOpen: true,
    responses: { 200: { description: 'OpenAPI 3.1.', content: { type: 'object' } } },
  },
};
