import type { Workload, Kind } from '../kind.ts';

export const staticFile: Kind = {
  name: 'static file',
  honest: getOf('the page', '/'),
  attempts: [
    getOf('a path that is not there', '/assets/nothing'),
    getOf('a path of 12 kB', `/${'%2e'.repeat(4_000)}`),
    pipelined('500 in one write, unread', '/', 500, 1),
    pipelined('10 lines of 500, unread', '/', 500, 10),
  ],
};

export const figures: Kind = {
  name: 'metrics',
  honest: getOf('read', '/metrics'),
  attempts: [pipelined('100 in one write, unread', '/metrics', 100, 1)],
};

export const health: Kind = {
  name: 'healthz',
  honest: getOf('read', '/healthz'),
  attempts: [
    getOf('a query of 12 kB', `/healthz?${'a=b&'.repeat(3_000)}`),
    pipelined('500 in one write, unread', '/healthz', 500, 1),
  ],
};

export const description: Kind = {
  name: 'openapi.json',
  honest: getOf('read', '/api/openapi.json'),
  attempts: [pipelined('100 in one write, unread', '/api/openapi.json', 100, 1)],
};

export const roomList: Kind = {
  name: 'rooms',
  honest: getOf('1,000 of them', '/api/rooms'),
  attempts: [],
};

function getOf(what: string, path: string): Workload {
  return {
    what,
    begin: async (stage) => {
      const token = stage.someone();
      return () => stage.ask(token, 'GET', path);
    },
  };
}

function pipelined(what: string, path: string, count: number, lines: number): Workload {
  const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const bytes = request.repeat(count);
  return {
    what,
    requests: count * lines,
    begin: async (stage) => () => stage.write(bytes, lines, false),
  };
}
