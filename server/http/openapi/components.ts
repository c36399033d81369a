/** The named schemas that a document refers to, collected while their references are written. */
export class Components {
  readonly schemas: Record<string, object> = {};

  /** A plain copy of a schema, in which each schema with an `$id` has become a reference. */
  withReferences<Schema>(schema: Schema): Schema {
    return this.#copy(schema) as Schema;
  }

  #copy(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#copy(each));
    if (typeof value !== 'object' || value === null) return value;
    const { $id, ...parts } = value as { $id?: string };
    if ($id === undefined) return this.#copyParts(parts);
    this.schemas[$id] ??= this.#copyParts(parts);
    return { $ref: `#/components/schemas/${$id}` };
  }

  #copyParts(parts: object): object {
    return Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, this.#copy(part)]));
  }
}
