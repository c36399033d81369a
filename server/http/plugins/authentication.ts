import { hash as digest, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { tokenProtocol } from '../../../protocol/limits.ts';
import type { Person } from '../../../protocol/model.ts';
import { addressOf } from '../request/client-address.ts';
import { RefusedRequest } from './error-handler.ts';
import type { Causette } from '../../composition-root.ts';
import { personWithToken } from '../../store/people.ts';
import { cookieToken } from './session-cookie.ts';

/** The person behind a request, the hash of the token that proves it, and where it comes from. */
export interface Identity {
  person: Person;
  hash: string;
  address: string;
}

type Authenticating = Pick<Causette, 'database' | 'sessionUse'>;

/** A new token with 256 bits of chance, and the hash that is kept in its place. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

/**
 * Finds who asks: by `Authorization: Bearer …` (RFC 6750 §2.1), by a token among the subprotocols of a
 * WebSocket, or by the cookie where it can only
 * come from our own page. Undefined is nobody.
 */
export async function authenticate(
  { database, sessionUse }: Authenticating,
  request: FastifyRequest,
): Promise<Identity | undefined> {
  const token = bearerToken(request) ?? protocolToken(request) ?? cookieToken(request);
  if (token === undefined) return undefined;
  const hash = hashOf(token);
  const found = await personWithToken(database, hash);
  if (found === undefined) return undefined;
  const person = { id: found.id, name: found.name };
  const identity = { person, hash, address: addressOf(request) };
  sessionUse.note(identity, found.unused);
  return identity;
}

/** The same, where only somebody may ask. @throws RefusedRequest for nobody. */
export async function requirePerson(
  causette: Authenticating,
  request: FastifyRequest,
): Promise<Identity> {
  const identity = await authenticate(causette, request);
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

function hashOf(token: string): string {
  return digest('sha256', token, 'base64url');
}
