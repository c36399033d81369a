-- When a person last changed their name, in milliseconds since 1970; NULL if never.
ALTER TABLE people ADD COLUMN renamed INTEGER;
CREATE INDEX people_renamed ON people (renamed) WHERE renamed IS NOT NULL;
