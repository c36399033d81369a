-- A rematch shows the score of the two players. It is counted in the index, without reading their games.
DROP INDEX games_first;
CREATE INDEX games_first ON games (first, is_open, second, room, game, winner);
