-- Open games by player, and results by pair of players, without reading messages.
-- A free seat is NULL. The message holds the game itself.
CREATE TABLE games (
  message TEXT PRIMARY KEY REFERENCES messages,
  room INTEGER NOT NULL REFERENCES rooms,
  game TEXT NOT NULL,
  first TEXT,
  second TEXT,
  invited TEXT,
  is_open INTEGER NOT NULL,
  winner TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX games_first ON games (first, is_open, second);
CREATE INDEX games_second ON games (second, is_open);
CREATE INDEX games_invited ON games (invited, is_open);
CREATE INDEX games_open ON games (at) WHERE is_open = 1;
