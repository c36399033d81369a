import type { FastifyRequest } from 'fastify';
import { tokenProtocol } from '../../../protocol/limits.ts';
import { addressOf } from '../request/client-address.ts';
import { RefusedRequest } from './error-handler.ts';
import { personWithToken } from '../../store/people.ts';
import type { Identity } from '../../sessions/identity.ts';
import { hashOf } from '../../runtime/tokens.ts';
import { cookieToken } from './session-cookie.ts';
import type { Database } from '../../store/database.ts';
import type { SessionRenewal } from '../../maintenance/session-renewal.ts';

/** What authentication needs. */
export interface AuthenticationDeps {
  readonly database: Database;
  readonly sessionRenewal: Pick<SessionRenewal, 'note'>;
}

/**
 * Identifies the sender of a request by `Authorization: Bearer …` (RFC 6750 §2.1), by a token among
 * the subprotocols of a WebSocket, or by the cookie if it can only come from our own page. Returns
 * undefined if there is no valid token.
 */
export async function authenticate(
  { database, sessionRenewal }: AuthenticationDeps,
  request: FastifyRequest,
): Promise<Identity | undefined> {
  const token = bearerToken(request) ?? protocolToken(request) ?? cookieToken(request);
  if (token === undefined) return undefined;
  const hash = hashOf(token);
  const found = await personWithToken(database, hash);
  if (found === undefined) return undefined;
  const person = { id: found.id, name: found.name };
  const identity = { person, hash, address: addressOf(request) };
  sessionRenewal.note(identity, found.unused);
  return identity;
}

/** Requires authentication. @throws RefusedRequest (401) without a valid token. */
export async function requirePerson(
  deps: AuthenticationDeps,
  request: FastifyRequest,
): Promise<Identity> {
  const identity = await authenticate(deps, request);
  if (identity === undefined) throw new RefusedRequest(401, 'unauthenticated');
  return identity;
}

function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([\w-]+)$/iu.exec(headers.authorization ?? '')?.[1];
}

/** Without a cookie, a page can pass a token to a WebSocket only as a subprotocol. */
function protocolToken({ headers }: FastifyRequest): string | undefined {
  const offered = headers['sec-websocket-protocol']?.split(/\s*,\s*/u) ?? [];
  const token = offered.find((each) => each.startsWith(tokenProtocol));
  return token?.slice(tokenProtocol.length);
}
