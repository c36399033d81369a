import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OpeningQuery } from '../../../protocol/http.ts';
import { defaultRoom, limits, subprotocol } from '../../../protocol/limits.ts';
import { addressOf } from '../request/client-address.ts';
import { charge } from '../../sessions/quota.ts';
import { withoutByteOrderMark } from '../request/byte-order-mark.ts';
import { RefusedRequest, refusedWith } from '../plugins/error-handler.ts';
import { anyGuest } from '../../access/guests.ts';
import { authenticate, type AuthenticationDeps } from '../plugins/authentication.ts';
import { JsonSession, type JsonSessionDeps } from '../../sessions/json-session.ts';
import { TextSession, type TextSessionDeps } from '../../sessions/text-session.ts';
import { renewedCookie } from '../plugins/session-cookie.ts';
import { setHandshakeCookie, upgraded } from '../plugins/upgrades.ts';
import type { ConnectionLimit } from '../connection-limit.ts';

type Deps = AuthenticationDeps &
  JsonSessionDeps &
  TextSessionDeps & { readonly connectionLimit: Pick<ConnectionLimit, 'takeUntilClosed'> };

/** Allows a message of 64 KiB in pieces of 128 bytes: fragments, or reads from the network. */
const maxPieces = 512;

/** Options of `ws` for all endpoints of this server. */
export const websocketOptions = {
  maxPayload: limits.frame,
  // Each piece costs at least 100 bytes of memory until the message is complete.
  maxFragments: maxPieces,
  maxBufferedChunks: maxPieces,
  perMessageDeflate: false,
  clientTracking: false,
  handleProtocols: (offered: Set<string>) => (offered.has(subprotocol) ? subprotocol : false),
} as const;

/** `/ws`: JSON with the subprotocol, plain text without one. */
export function websocketRoute(app: FastifyInstance, deps: Deps): void {
  app.route({
    method: 'GET',
    url: '/ws',
    schema: { querystring: OpeningQuery },
    preHandler: (request) => admit(deps, request),
    handler: async (_request, reply) => {
      void reply.code(426).header('upgrade', 'websocket');
      return { code: 'not_found', message: 'Open a WebSocket at this address.' };
    },
    wsHandler: (socket, request) => open(deps, socket, request),
  });
}

/** Does all checks before the upgrade, so that refusals are HTTP responses. */
async function admit(deps: Deps, request: FastifyRequest): Promise<void> {
  const offered = protocolsOf(request);
  if (offered.length > 0 && !offered.includes(subprotocol)) {
    throw new RefusedRequest(400, 'unknown_subprotocol');
  }
  const reason = charge(deps.addressLimiter, { id: addressOf(request) });
  if (reason !== undefined) throw refusedWith(reason);
  request.identity = await authenticate(deps, request);
  if (offered.length > 0) {
    if (request.identity === undefined) throw new RefusedRequest(401, 'unauthenticated');
    limit(deps, request);
    setHandshakeCookie(request, renewedCookie(request, deps.clock.now()));
    // Sends the handshake, the welcome and the missed changes in one write.
    request.raw.socket.cork();
    return;
  }
  const { room: name = defaultRoom } = request.query as OpeningQuery;
  request.room = await deps.roomAccess.find(anyGuest, name);
  if (request.room === undefined) {
    throw new RefusedRequest(404, 'unknown_room', { path: '/room' });
  }
  limit(deps, request);
}

function limit({ connectionLimit }: Deps, request: FastifyRequest): void {
  const { ws, identity, raw } = request;
  if (ws) connectionLimit.takeUntilClosed(request, identity?.person, raw.socket);
}

/** Attaches listeners before any await, so that no early frame is lost. */
function open(deps: Deps, socket: WebSocket, request: FastifyRequest): void {
  const sink = upgraded(socket, request);
  const { identity, room } = request;
  if (room !== undefined) {
    const from = { address: addressOf(request), known: identity };
    const session = new TextSession(deps, sink, room, from);
    listen(deps, socket, session);
    session.open();
  } else if (identity !== undefined) {
    const session = new JsonSession(deps, sink, identity);
    listen(deps, socket, session);
    // Stops reading the socket until the welcome has been sent. A listener that stayed would keep
    // the request in memory: some kilobytes for each connection.
    const pause = (): void => void (session.awaitsWelcome && socket.pause());
    socket.on('message', pause);
    void session.start(request.query as OpeningQuery).then(() => {
      socket.off('message', pause);
      request.raw.socket.uncork();
      socket.resume();
    });
  }
}

function listen(deps: Deps, socket: WebSocket, session: JsonSession | TextSession): void {
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    // Frames after the end of the session are dropped.
    if (socket.readyState !== socket.OPEN) return;
    session.missed = 0;
    if (isBinary) session.sink.end(1003, 'text frames only');
    else guarded(deps, () => session.receive(withoutByteOrderMark(data.toString())));
  });
  socket.on('pong', () => (session.missed = 0));
  socket.on('close', () => guarded(deps, () => session.close()));
}

/** Reports an error instead of ending the process: it concerns one client only. */
function guarded(deps: Deps, act: () => void): void {
  try {
    act();
  } catch (error) {
    deps.reportError(error);
  }
}

function protocolsOf({ headers }: FastifyRequest): string[] {
  const list = headers['sec-websocket-protocol'] ?? '';
  return list
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}
