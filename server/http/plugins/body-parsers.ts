import type { FastifyInstance } from 'fastify';
import { withoutByteOrderMark } from '../request/byte-order-mark.ts';
import { notJson } from './error-handler.ts';

/**
 * Parses JSON bodies and refuses others. An empty body is accepted with any `Content-Type`: many
 * clients send one with every request.
 */
export function addBodyParsers(app: FastifyInstance): void {
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
