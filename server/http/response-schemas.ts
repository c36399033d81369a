import { Type, type TSchema } from 'typebox';

/** What a response holds: a JSON document of a schema, or server-sent events, which are described. */
interface Content {
  readonly json?: TSchema;
  readonly events?: string;
}

/** The schema of a response with a body, for the description of the API. */
export function answer(description: string, { json, events }: Content): object {
  const stream = events === undefined ? undefined : Type.String({ description: events });
  const content = {
    ...(json && { 'application/json': { schema: json } }),
    ...(stream && { 'text/event-stream': { schema: stream } }),
  };
  return { description, content };
}

/** The schema of a response without a body. */
export function empty(description: string): object {
  return { description, type: 'null' };
}

export const unchanged = empty('Not changed since the ETag in If-None-Match.');
