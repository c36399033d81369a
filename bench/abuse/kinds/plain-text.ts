import { setTimeout as sleep } from 'node:timers/promises';
import { letters, ligatures, marks, spaces } from '../dear.ts';
import type { Workload, Kind } from '../kind.ts';
import { lineFrom } from '../stage.ts';

const burst = 40;

export const line: Kind = {
  name: 'plain-text line',
  honest: lineOf('a sentence', '[Toto]: coucou'),
  attempts: [
    lineOf('a name of combining marks', `[${marks}]: coucou`),
    lineOf('a name with 60,000 spaces', `[Toto${spaces}x]: coucou`),
    lineOf('60 kB of letters', letters),
    lineOf('brackets without an end', '['.repeat(60_000)),
  ],
};

export const command: Kind = {
  name: 'plain-text command',
  honest: lineOf('/help', '/help'),
  attempts: [
    lineOf('/join with combining marks', `/join ${marks}`),
    lineOf('/name with combining marks', `/name ${marks}`),
    lineOf('/name with ligatures', `/name ${ligatures}`),
    lineOf('/morpion with combining marks', `/morpion ${marks}`),
    lineOf('/rooms, of 1,000', '/rooms'),
    lineOf('a command with 60,000 spaces', `/join${spaces}x`),
  ],
};

/** With the default limits. */
export const lines: Kind = {
  name: 'lines at once',
  settings: { RATE_LIMIT: '10' },
  honest: burstOf('40, of one connection', 1),
  attempts: [burstOf('40 of each of 50 connections', 50)],
};

export const echo: Kind = {
  name: 'echo',
  honest: lineOf('a word', 'coucou', '/echo'),
  attempts: [lineOf('60 kB', letters, '/echo')],
};

/** Each line gets one line in answer, at least to its sender. */
function lineOf(what: string, words: string, path = '/ws'): Workload {
  return {
    what,
    begin: async (stage) => {
      const socket = await stage.plain(path);
      return () => {
        const answer = lineFrom(socket);
        socket.send(words);
        return answer;
      };
    },
  };
}

/** Each connection sends as much as the burst limit of a person allows. */
function burstOf(what: string, connections: number): Workload {
  return {
    what,
    requests: connections * burst,
    begin: async (stage) => {
      const sockets = await Promise.all(Array.from({ length: connections }, () => stage.plain()));
      return async () => {
        for (const socket of sockets) for (let n = 0; n < burst; n++) socket.send(`line ${n}`);
        await sleep(1_000);
      };
    },
  };
}
