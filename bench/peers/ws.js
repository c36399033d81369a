// The broadcast and the echo of the README of `ws`.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

const server = createServer();
const sockets = new WebSocketServer({ server });

function tell(data, binary) {
  for (const client of sockets.clients) {
    if (client.readyState === WebSocket.OPEN) client.send(data, { binary });
  }
}

sockets.on('connection', (socket, request) => {
  socket.on('error', console.error);
  if (request.url === '/echo') {
    socket.on('message', (data, binary) => socket.send(data, { binary }));
    return;
  }
  socket.on('message', tell);
  if (request.url === '/greeted') tell('New user logged in', false);
});

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
