import type { FastifyInstance } from 'fastify';
import { withoutByteOrderMark } from '../request/byte-order-mark.ts';
import { notJson } from './error-handler.ts';

/**
 * Reads JSON and nothing else. An empty body is none, whatever type it says it has: many clients
 * send a `Content-Type` with every request.
 */
export function readBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  const parseAs = { parseAs: 'string' } as const;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', parseAs, (request, body, done) => {
    const json = withoutByteOrderMark(body);
    if (json === '') done(null, undefined);
    else void parseJson(request, json, done);
  });
  app.addContentTypeParser<string>('*', parseAs, (_request, body, done) => {
    if (withoutByteOrderMark(body) === '') done(null, undefined);
    else done(notJson(415));
  });
}
