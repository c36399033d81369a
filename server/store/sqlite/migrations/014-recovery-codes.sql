-- The slow hash of a person's recovery code; NULL without one.
ALTER TABLE people ADD COLUMN recovery TEXT;
