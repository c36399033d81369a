import type { TSchema } from 'typebox';
import { limits } from './limits.ts';

/** The parts of a JSON Schema that a rule is made of. */
interface Schema {
  readonly type?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly patternProperties?: object;
}

/** The pattern of ids that are stored. */
export const storedId = `^[0-9A-Za-z_-]{8,${limits.id}}$`;

/** The rule of a command's field in words: `8 to 64 letters, digits, - or _`, `whole number from 0`. */
export function ruleOf(schema: TSchema): string {
  const { type, minLength = 0, maxLength, pattern, patternProperties } = schema as Schema;
  if (pattern === storedId) return `8 to ${limits.id} letters, digits, \`-\` or \`_\``;
  if (patternProperties !== undefined) return 'object of whole numbers';
  if (type === 'integer') return 'whole number from 0';
  if (type !== 'string') return type ?? '';
  return `${minLength} to ${maxLength?.toLocaleString('en')} characters`;
}
