-- A room has an id, which is its address, and a name that people read. The number is for joins.
ALTER TABLE rooms RENAME COLUMN id TO number;
ALTER TABLE rooms RENAME COLUMN name TO id;
ALTER TABLE rooms RENAME COLUMN title TO name;
