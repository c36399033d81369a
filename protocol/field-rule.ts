import type { TSchema } from 'typebox';

/** The parts of a JSON Schema that a rule is made of. */
interface Schema {
  readonly type?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly patternProperties?: object;
  readonly description?: string;
}

/** The rule of a command's field in words: `8 to 64 letters, digits, - or _`, `whole number from 0`. */
export function ruleOf(schema: TSchema): string {
  const { type, minLength = 0, maxLength, patternProperties, description } = schema as Schema;
  if (description !== undefined) return description;
  if (patternProperties !== undefined) return 'object of whole numbers';
  if (type === 'integer') return 'whole number from 0';
  if (type !== 'string') return type ?? '';
  return `${minLength} to ${maxLength?.toLocaleString('en')} characters`;
}
