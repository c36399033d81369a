import { hash as digest, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '../protocol/model.ts';
import { RefusedRequest } from './errors.ts';
import type { Queries } from './store/database.ts';
import { personWithToken } from './store/people.ts';

/** The person behind a request, and the hash of the token that proves it. */
export interface Identity {
  person: Person;
  hash: string;
}

const cookieName = 'causette';
const aYear = 365 * 24 * 60 * 60;

/** A new token with 256 bits of chance, and the hash that is kept in its place. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

/**
 * Finds who asks: by `Authorization: Bearer …` (RFC 6750 §2.1), or by the cookie where it can only
 * come from our own page. Undefined is nobody.
 */
export async function identify(
  queries: Queries,
  request: FastifyRequest,
): Promise<Identity | undefined> {
  const token = bearerToken(request) ?? cookieToken(request);
  if (token === undefined) return undefined;
  const hash = hashOf(token);
  const person = await personWithToken(queries, hash);
  return person && { person: { id: person.id, name: person.name }, hash };
}

/** The same, where only somebody may ask. @throws RefusedRequest for nobody. */
export async function somebody(queries: Queries, request: FastifyRequest): Promise<Identity> {
  const identity = await identify(queries, request);
  if (identity === undefined) throw new RefusedRequest(401, 'nobody');
  return identity;
}

/** Gives a browser its token; scripts never see it. */
export function setToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.setCookie(cookieName, token, { ...cookieOptions(request), maxAge: aYear });
}

export function clearToken(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(cookieName, cookieOptions(request));
}

function cookieOptions({ headers }: FastifyRequest) {
  const secure = headers.origin?.startsWith('https:') ?? false;
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}

function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([\w-]+)$/iu.exec(headers.authorization ?? '')?.[1];
}

/** A foreign `Origin` never gets this far; without one, only reading is believed. */
function cookieToken({ cookies, headers, method }: FastifyRequest): string | undefined {
  const isUpgrade = headers.upgrade !== undefined;
  const mayChange = isUpgrade || (method !== 'GET' && method !== 'HEAD');
  return headers.origin === undefined && mayChange ? undefined : cookies[cookieName];
}

function hashOf(token: string): string {
  return digest('sha256', token, 'base64url');
}
