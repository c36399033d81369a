import type { TObject } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { commands, type Command } from '../../protocol/commands.ts';
import { ruleOf } from '../../protocol/field-rule.ts';
import { limits } from '../../protocol/limits.ts';
import { refusal, type Refusal, type RefusalCode } from '../../protocol/refusals.ts';

/** The schema of one command type and its compiled validator. */
interface CommandSchema {
  readonly schema: TObject;
  readonly fields: string[];
  readonly validator: Validator;
}

const schemas = new Map<string, CommandSchema>(
  Object.entries(commands).map(([type, schema]) => [
    type,
    { schema, fields: Object.keys(schema.properties), validator: Compile(schema) as Validator },
  ]),
);

/** Texts that a person wrote too long have refusal codes of their own. */
const tooLong = new Map<string, RefusalCode>([
  ['/text', 'text_too_long'],
  ['/topic', 'topic_too_long'],
  ['/name', 'invalid_room_name'],
  ['/emoji', 'invalid_emoji'],
]);

interface ValidationError {
  keyword: string;
  instancePath: string;
  params?: { requiredProperties?: string[] };
}

export type Decoded =
  | { command: Command; refusal?: undefined }
  /** `id` is the id of the command, if it could be read. */
  | { refusal: Refusal; id: string | undefined };

/** Parses a frame. Returns undefined if it is not valid JSON. */
export function parse(frame: string): unknown {
  try {
    return JSON.parse(frame) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Validates a parsed frame. Returns a command or a refusal, whatever the input; undefined means
 * invalid JSON. Unknown fields are removed, so that no value of unknown shape or depth passes.
 */
export function decode(value: unknown): Decoded {
  if (value === undefined) return { refusal: refusal('invalid_json'), id: undefined };
  if (!isObject(value)) return { refusal: refusal('invalid_command'), id: undefined };
  const id = idIn(value);
  const known = typeof value['type'] === 'string' ? schemas.get(value['type']) : undefined;
  if (known === undefined) return { refusal: refusal('unknown_command', { path: '/type' }), id };
  const command = ownFields(known, value);
  if (known.validator.Check(command)) return { command: command as unknown as Command };
  return { refusal: refusalOf(known, command), id };
}

/** The id of a command, if it can be read, cut to the maximum length. */
export function idIn(value: unknown): string | undefined {
  const { id } = Object(value) as { id?: unknown };
  return typeof id === 'string' ? id.slice(0, limits.id) : undefined;
}

function ownFields(
  { fields }: CommandSchema,
  value: Record<string, unknown>,
): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const field of fields) if (value[field] !== undefined) own[field] = value[field];
  return own;
}

/** The first fault, with a JSON pointer to it. */
function refusalOf({ schema, validator }: CommandSchema, command: object): Refusal {
  const oversized = oversizedField(schema, command);
  if (oversized !== undefined) return invalidField(schema, `/${oversized}`);
  const [error] = validator.Errors(command) as ValidationError[];
  const { keyword, instancePath = '', params } = error ?? {};
  const code = keyword === 'maxLength' ? tooLong.get(instancePath) : undefined;
  if (code !== undefined) return refusal(code, { path: instancePath });
  const [missing] = params?.requiredProperties ?? [];
  if (missing === undefined) return invalidField(schema, instancePath);
  const message = `Field \`${missing}\` is missing.`;
  return refusal('invalid_field', { path: `${instancePath}/${missing}`, message });
}

/** Names the rule of the field at fault; `path` is a JSON pointer into the command. */
function invalidField({ properties }: TObject, path: string): Refusal {
  const [, name = ''] = path.split('/');
  const rule = properties[name];
  const message = rule && `Field \`${name}\`: ${ruleOf(rule)}.`;
  return refusal('invalid_field', { path, ...(message !== undefined && { message }) });
}

/** Finds a field with too many properties: the validator would check all of them, which takes 15 ms. */
function oversizedField({ properties }: TObject, command: object): string | undefined {
  const oversized = Object.entries(command).find(([field, value]) => {
    const { maxProperties = Infinity } = properties[field] as { maxProperties?: number };
    return isObject(value) && Object.keys(value).length > maxProperties;
  });
  return oversized?.[0];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
