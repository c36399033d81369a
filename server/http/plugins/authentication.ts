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

/** What finding out who asks needs. */
export interface AuthenticationDeps {
  readonly database: Database;
  readonly sessionRenewal: Pick<SessionRenewal, 'note'>;
}

/**
 * Finds who asks: by `Authorization: Bearer …` (RFC 6750 §2.1), by a token among the subprotocols of a
 * WebSocket, or by the cookie where it can only
 * come from our own page. Undefined is nobody.
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

/** The same, where only somebody may ask. @throws RefusedRequest for nobody. */
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

/** A page without a cookie can tell its WebSocket nothing but subprotocols. */
function protocolToken({ headers }: FastifyRequest): string | undefined {
  const asked = headers['sec-websocket-protocol']?.split(/\s*,\s*/u) ?? [];
  const token = asked.find((each) => each.startsWith(tokenProtocol));
  return token?.slice(tokenProtocol.length);
}
