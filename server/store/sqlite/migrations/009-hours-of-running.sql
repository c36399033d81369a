-- What is kept for a while is counted in hours that the server has run, since a clock may be wrong.
-- These columns hold such hours from here on; all that is here is given the whole time.
ALTER TABLE store ADD COLUMN hours INTEGER NOT NULL DEFAULT 0;
UPDATE sessions SET used = 0;
UPDATE people SET at = 0;
UPDATE answers SET at = 0;
