import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteRequestBytes } from './plugins/request-size.ts';

/** Takes an answer over from Fastify: server-sent events, written as they come. */
export function eventBody(request: FastifyRequest, reply: FastifyReply): ServerResponse {
  noteRequestBytes(request, reply);
  void reply.headers({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would else hold the events back until it has a buffer full of them.
    'x-accel-buffering': 'no',
  });
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  return reply.raw;
}
