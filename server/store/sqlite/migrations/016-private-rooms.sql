-- An open room is for everyone; only its members know that a private one exists.
ALTER TABLE rooms ADD COLUMN kind TEXT NOT NULL DEFAULT 'open';
ALTER TABLE rooms ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

-- Everyone is in an open room who has not left it: a row is there only for those who did.
CREATE TABLE members (
  person TEXT NOT NULL,
  room INTEGER NOT NULL REFERENCES rooms,
  -- The revision of the room when the person came or left.
  since INTEGER NOT NULL,
  is_in INTEGER NOT NULL,
  PRIMARY KEY (person, room)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_room ON members (room, since);

-- The room that a change has made: its id is made by the server.
ALTER TABLE answers ADD COLUMN room TEXT;

-- Ids are never reused, also not after a room was deleted. The key is that of the present name.
CREATE UNIQUE INDEX rooms_id ON rooms (id);

-- The open games of a room.
CREATE INDEX games_in_room ON games (room, at) WHERE is_open = 1;
