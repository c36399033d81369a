-- One row: the name of this store. Revisions of another epoch mean nothing here.
CREATE TABLE store (
  epoch TEXT NOT NULL
) STRICT;
INSERT INTO store VALUES (lower(hex(randomblob(8))));

-- The key is what names are compared by; a person who signed out of everything gives it back.
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT UNIQUE,
  at INTEGER NOT NULL
) STRICT;

-- Only the hash of a token is kept.
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_person ON sessions (person);

CREATE TABLE rooms (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  topic TEXT NOT NULL,
  rev INTEGER NOT NULL
) STRICT;
INSERT INTO rooms VALUES (1, 'general', 'general', '', 0);

-- The body is the message as it goes over the wire. Its author may be nobody in people: a
-- plain-text guest.
CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  room INTEGER NOT NULL REFERENCES rooms,
  seq INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  author TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_seq ON messages (room, seq);
CREATE UNIQUE INDEX messages_rev ON messages (room, rev);

-- The first answer to every change except posts, for when the change is sent again.
CREATE TABLE answers (
  person TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER,
  PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reads (
  person TEXT NOT NULL,
  room INTEGER NOT NULL REFERENCES rooms,
  seq INTEGER NOT NULL,
  PRIMARY KEY (person, room)
) STRICT, WITHOUT ROWID;
