import type { FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../../../protocol/limits.ts';
import { isTrustedWithCookie } from './cors.ts';
import { cameByTls } from '../request/forwarded.ts';
import { isFromOwnPage } from '../request/same-origin.ts';
import { asksForWebSocket } from './upgrades.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Where the page is on its host: '' or `/chat`. */
    basePath: string;
  }
}

const name = 'causette';
const aDay = 24 * 60 * 60;

/** Gives a browser its token, for as long as a session lasts; scripts never see it. */
export function setToken(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  at: number,
): void {
  void reply.setCookie(name, dated(token, at), { ...options(request), maxAge: lasts });
}

export function clearToken(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(name, options(request));
}

/**
 * The token of a browser, where it can only come from our own page, or from one that is trusted as
 * much. A foreign `Origin` never gets this far; without one, only reading is believed.
 */
export function cookieToken(request: FastifyRequest): string | undefined {
  const { headers, method, raw } = request;
  const isReading = !asksForWebSocket(raw) && (method === 'GET' || method === 'HEAD');
  const isTrusted = isFromOwnPage(headers) || isTrustedWithCookie(request);
  const isOurs = (isReading || headers.origin !== undefined) && isTrusted;
  return isOurs ? tokenAndDay(request)[0] : undefined;
}

/** The cookie for one more session's time, where the one that came was given on another day. */
export function renewedCookie(request: FastifyRequest, at: number): string | undefined {
  const [token, day] = tokenAndDay(request);
  const hasComeByIt = cookieToken(request) !== undefined && request.headers.origin !== undefined;
  if (!hasComeByIt || token === undefined || Number(day) === dayOf(at)) return undefined;
  const renewed = { ...options(request), maxAge: lasts };
  return request.server.serializeCookie(name, dated(token, at), renewed);
}

const lasts = limits.session * aDay;

/** `Origin` tells whether the page came by HTTPS, whatever proxy spoke it, believed or not. */
function options(request: FastifyRequest) {
  const secure = request.headers.origin?.startsWith('https:') || cameByTls(request);
  const path = request.server.basePath || '/';
  return { path, httpOnly: true, sameSite: 'lax', secure } as const;
}

/** The day goes along, for a browser does not tell how old its cookie is. */
function dated(token: string, at: number): string {
  return `${token}.${dayOf(at)}`;
}

function tokenAndDay({ cookies }: FastifyRequest): string[] {
  return cookies[name]?.split('.') ?? [];
}

function dayOf(at: number): number {
  return Math.floor(at / (aDay * 1_000));
}
