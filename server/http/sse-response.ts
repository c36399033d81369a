import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteRequestBytes } from './plugins/request-size.ts';

/** Takes over a response from Fastify, for server-sent events that are written one by one. */
export function eventBody(request: FastifyRequest, reply: FastifyReply): ServerResponse {
  noteRequestBytes(request, reply);
  void reply.headers({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Without this, nginx holds events back until its buffer is full.
    'x-accel-buffering': 'no',
  });
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  return reply.raw;
}
