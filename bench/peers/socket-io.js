// The chat of Socket.IO's tutorial: `io.emit` sends to everyone.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const server = createServer();
const io = new Server(server);

io.on('connection', (socket) => {
  socket.on('message', (text) => io.emit('message', text));
  socket.on('echo', (text) => socket.emit('message', text));
  if (socket.handshake.query.greeted) io.emit('message', 'New user logged in');
});

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
