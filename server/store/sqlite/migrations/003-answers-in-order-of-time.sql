-- Ids of changes grow with time, so that the answers of one transaction stand side by side and few
-- pages are written. By person each stood on a page of its own.
CREATE TABLE answers_in_order (
  id TEXT NOT NULL,
  person TEXT NOT NULL,
  rev INTEGER,
  PRIMARY KEY (id, person)
) STRICT, WITHOUT ROWID;
INSERT INTO answers_in_order SELECT id, person, rev FROM answers ORDER BY id, person;
DROP TABLE answers;
ALTER TABLE answers_in_order RENAME TO answers;
