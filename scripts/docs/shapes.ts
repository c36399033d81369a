import { docstring, oneLine, type Declared } from './interfaces.ts';

/** What is read of a schema of TypeBox. */
interface Schema {
  readonly $id?: string;
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly anyOf?: readonly Schema[];
}

const declaration = new RegExp(String.raw`^${docstring}export const (\w+) = shape\(`, 'gmu');

/** The shapes that a module exports, in the order of its source, as if they were interfaces. */
export function shapesIn(source: string, module: object): Declared[] {
  const exported = module as Readonly<Record<string, Schema>>;
  return [...source.matchAll(declaration)].map(([, doc, name]) => {
    const { properties = {}, required = [] } = exported[name!]!;
    const fields = Object.entries(properties).map(([field, schema]) => ({
      name: field,
      isOptional: !required.includes(field),
      type: typeOf(schema),
      meaning: schema.description ?? '',
    }));
    return { name: name!, parent: undefined, meaning: oneLine(doc), fields };
  });
}

/** The type of a schema's values in TypeScript: `Person[]`, `[number, number]`, `'text'`. */
function typeOf({ $id, type, const: value, items, minItems, maxItems, anyOf }: Schema): string {
  if ($id !== undefined) return $id;
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' | ');
  if (value !== undefined) return typeof value === 'string' ? `'${value}'` : String(value);
  if (type === 'integer') return 'number';
  if (items === undefined) return type ?? '';
  const item = typeOf(items);
  return minItems !== undefined && minItems === maxItems
    ? `[${Array<string>(minItems).fill(item).join(', ')}]`
    : `${item}[]`;
}
