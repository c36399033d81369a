/** Where a path of a server is. The server may be below a path itself, as `https://a.example/chat`. */
export function placeOf(path: string, server: URL): URL {
  return new URL(server.pathname.replace(/\/$/u, '') + path, server);
}
