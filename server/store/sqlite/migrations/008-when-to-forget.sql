-- Answers are forgotten when no copy can come any more; those that are here are given the whole time.
ALTER TABLE answers ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
UPDATE answers SET at = unixepoch() * 1000;

-- Who made a room, and when: so many a day from one person. Of earlier rooms nobody knows.
ALTER TABLE rooms ADD COLUMN maker TEXT;
ALTER TABLE rooms ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
