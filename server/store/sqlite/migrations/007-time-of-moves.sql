-- The time of the last move of a running game; NULL until the second seat is taken. In running games the
-- player to move gets the full time from now.
ALTER TABLE games ADD COLUMN moved INTEGER;
UPDATE games SET moved = unixepoch() * 1000
  WHERE is_open = 1 AND first IS NOT NULL AND second IS NOT NULL;
CREATE INDEX games_moved ON games (moved) WHERE is_open = 1;
