-- The revision of each room that had one when somebody came: what was said before is not unread.
ALTER TABLE people ADD COLUMN since TEXT NOT NULL DEFAULT '{}';
