import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusal, type Refusal, type RefusalCode } from '../../../protocol/refusals.ts';

/** An expected refusal of an HTTP request or an upgrade. */
export class RefusedRequest extends Error {
  readonly statusCode: number;
  readonly refusal: Refusal;

  constructor(statusCode: number, code: RefusalCode, details?: Partial<Omit<Refusal, 'code'>>) {
    const reason = refusal(code, details);
    super(reason.message);
    this.statusCode = statusCode;
    this.refusal = reason;
  }
}

/** The refusal of a body that is not JSON or has no JSON content type. */
export function notJson(statusCode: number): RefusedRequest {
  const message = 'Send JSON with `content-type: application/json`.';
  return new RefusedRequest(statusCode, 'invalid_json', { message });
}

const statuses: Partial<Record<RefusalCode, number>> = {
  name_taken: 409,
  room_exists: 409,
  id_reused: 409,
  connection_required: 409,
  unknown_room: 404,
  unknown_message: 404,
  unknown_session: 404,
  invalid_code: 403,
  rate_limited: 429,
  renamed_today: 429,
  unavailable: 503,
};

/** The HTTP status of a refused command. */
function statusOf({ code }: Refusal): number {
  return statuses[code] ?? 400;
}

/** Converts the refusal of a command into an HTTP error. */
export function refusedWith(reason: Refusal): RefusedRequest {
  const { code, ...details } = reason;
  return new RefusedRequest(statusOf(reason), code, details);
}

/** Answers every error with a refusal. Internal errors are reported once; their details are not sent. */
export function answerErrors(app: FastifyInstance, reportError: (error: unknown) => void): void {
  app.setNotFoundHandler((request, reply) => {
    void reply.code(404).send(refusal('not_found', { path: request.url }));
  });
  app.setErrorHandler((error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    const [status, reason] = explain(error);
    if (reason.code === 'internal_error') reportError(error);
    if (reason.retryAfter !== undefined) {
      void reply.header('retry-after', Math.ceil(reason.retryAfter));
    }
    void reply.code(status).send(reason);
  });
}

function explain(error: FastifyError): [number, Refusal] {
  if (error instanceof RefusedRequest) return [error.statusCode, error.refusal];
  if (error.validation) {
    const [{ instancePath: path, message: rule } = { instancePath: '', message: '' }] =
      error.validation;
    const subject = path === '' ? `The ${error.validationContext}` : `Field \`${path.slice(1)}\``;
    return [400, refusal('invalid_field', { path, message: `${subject} ${rule}.` })];
  }
  switch (error.statusCode) {
    case 400:
    case 415:
      return [error.statusCode, notJson(error.statusCode).refusal];
    case 413:
      return [413, refusal('too_large')];
    default:
      return [500, refusal('internal_error')];
  }
}

/** Answers a URL that cannot be decoded, which never reaches the handlers above. */
export function answerBadUrl(
  _error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply.code(404).send(refusal('not_found', { path: request.url }));
}
