"""The lesson's server: everybody in a set, and a loop that writes to each."""

import asyncio

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application
from tornado.websocket import WebSocketHandler


class Room(WebSocketHandler):
    clients = set()

    def open(self):
        self.clients.add(self)

    def on_message(self, message):
        self.tell(message)

    def on_close(self):
        self.clients.discard(self)

    def tell(self, message):
        for client in self.clients:
            client.write_message(message)


class Greeted(Room):
    clients = set()

    def open(self):
        super().open()
        self.tell("New user logged in")


class Echo(WebSocketHandler):
    def on_message(self, message):
        self.write_message(message)


async def main():
    sockets = bind_sockets(0, "127.0.0.1")
    application = Application([("/room", Room), ("/greeted", Greeted), ("/echo", Echo)])
    HTTPServer(application).add_sockets(sockets)
    print(f"http://127.0.0.1:{sockets[0].getsockname()[1]}", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
