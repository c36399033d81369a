/** The URL of a path on a server, which may be below a path itself, as `https://a.example/chat`. */
export function urlOf(path: string, server: URL): URL {
  return new URL(server.pathname.replace(/\/$/u, '') + path, server);
}
