-- A session ends when nobody has used it for long. Those that are here are given the whole time.
ALTER TABLE sessions ADD COLUMN used INTEGER NOT NULL DEFAULT 0;
UPDATE sessions SET used = unixepoch() * 1000;
CREATE INDEX sessions_used ON sessions (used);
