import type { FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../../../protocol/limits.ts';
import { isTrustedWithCookie } from './cors.ts';
import { cameByTls } from '../request/forwarded.ts';
import { isFromOwnPage } from '../request/same-origin.ts';
import { asksForWebSocket } from './upgrades.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** The path of the page on its host: '' or `/chat`. */
    basePath: string;
  }
}

/**
 * The name of the cookie at a default port and without a base path. Version 0.1 used it everywhere, so
 * it is read everywhere; the next renewal sets the cookie under its own name.
 */
const plainName = 'causette';
const aDay = 24 * 60 * 60;

/** Sets the token as a cookie for the lifetime of a session. Scripts cannot read it. */
export function setToken(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  at: number,
): void {
  void reply.setCookie(nameFor(request), dated(token, at), {
    ...options(request),
    maxAge: lifetime,
  });
}

export function clearToken(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(nameFor(request), options(request));
}

/**
 * Returns the token in the cookie if the request can only come from our own page or from a trusted
 * one. Foreign origins have been refused before. Without `Origin`, only read requests are accepted.
 */
export function cookieToken(request: FastifyRequest): string | undefined {
  const { headers, method, raw } = request;
  const isReading = !asksForWebSocket(raw) && (method === 'GET' || method === 'HEAD');
  const isTrusted = isFromOwnPage(headers) || isTrustedWithCookie(request);
  const isOurs = (isReading || headers.origin !== undefined) && isTrusted;
  return isOurs ? tokenAndDay(request)[0] : undefined;
}

/** Returns a renewed cookie if the one in the request was set on another day, or under the plain name. */
export function renewedCookie(request: FastifyRequest, at: number): string | undefined {
  const [token, day] = tokenAndDay(request);
  const isByCookie = cookieToken(request) !== undefined && request.headers.origin !== undefined;
  const isNew = Number(day) === dayOf(at) && request.cookies[nameFor(request)] !== undefined;
  if (!isByCookie || token === undefined || isNew) return undefined;
  const renewed = { ...options(request), maxAge: lifetime };
  return request.server.serializeCookie(nameFor(request), dated(token, at), renewed);
}

/** Seconds. */
const lifetime = limits.session * aDay;

/** `Origin` shows that the page was loaded by HTTPS, even behind a proxy that is not trusted. */
function options(request: FastifyRequest) {
  const secure = request.headers.origin?.startsWith('https:') || cameByTls(request);
  const path = request.server.basePath || '/';
  return { path, httpOnly: true, sameSite: 'lax', secure } as const;
}

/** The cookie contains the day it was set, since browsers do not send its age. */
function dated(token: string, at: number): string {
  return `${token}.${dayOf(at)}`;
}

function tokenAndDay(request: FastifyRequest): string[] {
  const { cookies } = request;
  return (cookies[nameFor(request)] ?? cookies[plainName])?.split('.') ?? [];
}

/**
 * The port in the page's address and the base path are in the name: a browser sends a cookie to every
 * port of a host, so two servers on one host would overwrite each other's.
 */
function nameFor({ host, server }: FastifyRequest): string {
  const port = URL.parse(`http://${host}`)?.port ?? '';
  return [plainName, port, ...server.basePath.split('/')].filter(Boolean).join('_');
}

function dayOf(at: number): number {
  return Math.floor(at / (aDay * 1_000));
}
