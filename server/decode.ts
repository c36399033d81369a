import { Compile, type Validator } from 'typebox/compile';
import { commands, type Command } from '../protocol/commands.ts';
import { refusal, type Refusal } from '../protocol/refusals.ts';

const validators = new Map<string, Validator>(
  Object.entries(commands).map(([type, schema]) => [type, Compile(schema) as Validator]),
);

export type Decoded =
  | { command: Command; refusal?: undefined }
  /** `id` is what the answer refers to, where it could be read. */
  | { refusal: Refusal; id: string | undefined };

/** What a frame of the JSON language says; undefined where it is no JSON. */
export function parse(frame: string): unknown {
  try {
    return JSON.parse(frame) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads what was parsed. Whatever comes, it returns a command or says what is wrong. */
export function decode(value: unknown): Decoded {
  if (value === undefined) return { refusal: refusal('not_json'), id: undefined };
  if (!isObject(value)) return { refusal: refusal('not_an_object'), id: undefined };
  const id = typeof value['id'] === 'string' ? value['id'].slice(0, 64) : undefined;
  const validator = typeof value['type'] === 'string' ? validators.get(value['type']) : undefined;
  if (validator === undefined) return { refusal: refusal('unknown_type', { path: '/type' }), id };
  if (validator.Check(value)) return { command: value as unknown as Command };
  return { refusal: refusal('wrong_field', { path: faultIn(validator, value) }), id };
}

/** A JSON pointer to the first fault. */
function faultIn(validator: Validator, value: object): string {
  const [error] = validator.Errors(value);
  if (error === undefined) return '';
  const { instancePath, params } = error as { instancePath: string; params?: object };
  const missing = params && 'requiredProperties' in params ? params.requiredProperties : undefined;
  return Array.isArray(missing) ? `${instancePath}/${String(missing[0])}` : instancePath;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
