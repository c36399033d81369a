import { Type, type Static, type TProperties, type TSchema } from 'typebox';

// The page imports types alone from the files that use this: TypeBox is no part of its first load.

/** The schema of an object. The description of the HTTP interface refers to it by its name. */
export function shape<Fields extends TProperties>(name: string, fields: Fields) {
  return Type.Object(fields, { $id: name });
}

export function text(description?: string) {
  return Type.String(description === undefined ? {} : { description });
}

/** A whole number from 0. */
export function whole(description?: string) {
  return Type.Integer({ minimum: 0, ...(description !== undefined && { description }) });
}

/** One for each seat. TypeBox would write a tuple as JSON Schema did before 2020. */
export function pairOf<Item extends TSchema>(items: Item, description: string) {
  const schema = { type: 'array', items, minItems: 2, maxItems: 2, description };
  return Type.Unsafe<[Static<Item>, Static<Item>]>(schema);
}
