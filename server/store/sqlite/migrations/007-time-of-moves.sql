-- When the last move of a game that is being played was made; NULL until somebody takes the seat.
-- Whoever is to move now has the whole time.
ALTER TABLE games ADD COLUMN moved INTEGER;
UPDATE games SET moved = unixepoch() * 1000
  WHERE is_open = 1 AND first IS NOT NULL AND second IS NOT NULL;
CREATE INDEX games_moved ON games (moved) WHERE is_open = 1;
