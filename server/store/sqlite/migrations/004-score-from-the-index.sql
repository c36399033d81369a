-- Whoever plays the same person again is told the score: it is counted in the index, without a look
-- at each of their games.
DROP INDEX games_first;
CREATE INDEX games_first ON games (first, is_open, second, room, game, winner);
