-- A room's name as it was written; `name` is the address that is made from it.
ALTER TABLE rooms ADD COLUMN title TEXT NOT NULL DEFAULT '';
UPDATE rooms SET title = name;

-- When something was last said there, or when the room was made.
ALTER TABLE rooms ADD COLUMN said INTEGER NOT NULL DEFAULT 0;
UPDATE rooms SET said = coalesce(
  (SELECT body ->> 'at' FROM messages WHERE room = rooms.id ORDER BY seq DESC LIMIT 1), at);
