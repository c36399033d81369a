// The chat of Deno's guide: a set, and a loop of sends.
const clients = new Set();

function tell(text) {
  for (const client of clients) {
    if (client.readyState === WebSocket.OPEN) client.send(text);
  }
}

function upgrade(request) {
  const { socket, response } = Deno.upgradeWebSocket(request);
  const { pathname } = new URL(request.url);
  if (pathname === '/echo') {
    socket.onmessage = ({ data }) => socket.send(data);
    return response;
  }
  socket.onopen = () => {
    clients.add(socket);
    if (pathname === '/greeted') tell('New user logged in');
  };
  socket.onmessage = ({ data }) => tell(data);
  socket.onclose = () => clients.delete(socket);
  return response;
}

const onListen = ({ port }) => console.log(`http://127.0.0.1:${port}`);
Deno.serve({ port: 0, hostname: '127.0.0.1', onListen }, upgrade);
