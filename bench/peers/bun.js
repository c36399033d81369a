// The chat of Bun's guide: subscribe and publish.
const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch(request, server) {
    const { pathname } = new URL(request.url);
    if (server.upgrade(request, { data: { pathname } })) return undefined;
    return new Response('Open a WebSocket here.', { status: 426 });
  },
  websocket: {
    open(socket) {
      const { pathname } = socket.data;
      if (pathname !== '/echo') socket.subscribe('room');
      if (pathname === '/greeted') server.publish('room', 'New user logged in');
    },
    message(socket, text) {
      if (socket.data.pathname === '/echo') socket.send(text);
      else server.publish('room', text);
    },
  },
});

console.log(`http://127.0.0.1:${server.port}`);
