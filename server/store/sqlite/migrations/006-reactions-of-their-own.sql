-- Who reacted is kept beside the message, whose body names the first ten alone: what a message
-- costs everybody does not grow with its reactions. `place` is the order in which people came.
CREATE TABLE reactions (
  message TEXT NOT NULL REFERENCES messages,
  person TEXT NOT NULL,
  emoji TEXT NOT NULL,
  name TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (message, person, emoji)
) STRICT, WITHOUT ROWID;
CREATE INDEX reactions_place ON reactions (message, emoji, place);

INSERT INTO reactions
  SELECT messages.id, who.value ->> 'id', reaction.value ->> 'emoji', who.value ->> 'name', who.key
  FROM messages, json_each(body, '$.reactions') AS reaction, json_each(reaction.value, '$.by') AS who
  WHERE kind = 'text';

UPDATE messages SET body = json_set(body, '$.reactions', json((
  SELECT json_group_array(json_object(
    'emoji', value ->> 'emoji',
    'count', json_array_length(value, '$.by'),
    'by', json((SELECT json_group_array(json(who.value))
      FROM json_each(reaction.value, '$.by') AS who WHERE who.key < 10))
  )) FROM json_each(body, '$.reactions') AS reaction)))
  WHERE kind = 'text' AND json_type(body, '$.reactions') = 'array';

-- These messages are other than they were under the same revision: clients start over.
UPDATE store SET epoch = lower(hex(randomblob(8))) WHERE EXISTS (SELECT 1 FROM reactions);
