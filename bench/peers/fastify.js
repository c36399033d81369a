/* oxlint-disable typescript/no-base-to-string -- a message is a Buffer, and its README does so */
// The broadcast of the README of `@fastify/websocket`: a loop over `websocketServer.clients`.
import websocket from '@fastify/websocket';
import Fastify from 'fastify';

const app = Fastify();
await app.register(websocket);

function tell(text) {
  for (const client of app.websocketServer.clients) {
    if (client.readyState === 1) client.send(text);
  }
}

app.register(async (scope) => {
  scope.get('/room', { websocket: true }, (socket) => {
    socket.on('message', (message) => tell(message.toString()));
  });
  scope.get('/greeted', { websocket: true }, (socket) => {
    socket.on('message', (message) => tell(message.toString()));
    tell('New user logged in');
  });
  scope.get('/echo', { websocket: true }, (socket) => {
    socket.on('message', (message) => socket.send(message.toString()));
  });
});

console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
