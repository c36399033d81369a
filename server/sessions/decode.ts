import type { TObject } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { commands, type Command } from '../../protocol/commands.ts';
import { ruleOf } from '../../protocol/field-rule.ts';
import { limits } from '../../protocol/limits.ts';
import { refusal, type Refusal, type RefusalCode } from '../../protocol/refusals.ts';

/** What a command of one type may hold. */
interface Form {
  readonly schema: TObject;
  readonly fields: string[];
  readonly validator: Validator;
}

const forms = new Map<string, Form>(
  Object.entries(commands).map(([type, schema]) => [
    type,
    { schema, fields: Object.keys(schema.properties), validator: Compile(schema) as Validator },
  ]),
);

/** What people write too much of is refused as such, not as a fault of their program. */
const tooLong = new Map<string, RefusalCode>([
  ['/text', 'text_too_long'],
  ['/topic', 'topic_too_long'],
  ['/name', 'invalid_room_name'],
  ['/emoji', 'invalid_emoji'],
]);

interface Fault {
  keyword: string;
  instancePath: string;
  params?: { requiredProperties?: string[] };
}

export type Decoded =
  | { command: Command; refusal?: undefined }
  /** `id` is what the answer refers to, where it could be read. */
  | { refusal: Refusal; id: string | undefined };

/** The parsed frame; undefined where it is no JSON. */
export function parse(frame: string): unknown {
  try {
    return JSON.parse(frame) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Reads what was parsed. Whatever comes, it returns a command or says what is wrong. A command has
 * no fields but its own, so that nothing of any other shape or depth goes further.
 */
export function decode(value: unknown): Decoded {
  if (value === undefined) return { refusal: refusal('invalid_json'), id: undefined };
  if (!isObject(value)) return { refusal: refusal('invalid_command'), id: undefined };
  const id = idIn(value);
  const form = typeof value['type'] === 'string' ? forms.get(value['type']) : undefined;
  if (form === undefined) return { refusal: refusal('unknown_command', { path: '/type' }), id };
  const command = ownFields(form, value);
  if (form.validator.Check(command)) return { command: command as unknown as Command };
  return { refusal: faultIn(form, command), id };
}

/** What an answer to it refers to, where that can be read. */
export function idIn(value: unknown): string | undefined {
  const { id } = Object(value) as { id?: unknown };
  return typeof id === 'string' ? id.slice(0, limits.id) : undefined;
}

function ownFields({ fields }: Form, value: Record<string, unknown>): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const field of fields) if (value[field] !== undefined) own[field] = value[field];
  return own;
}

/** The first fault, with a JSON pointer to it. */
function faultIn({ schema, validator }: Form, command: object): Refusal {
  const overfull = overfullField(schema, command);
  if (overfull !== undefined) return invalidField(schema, `/${overfull}`);
  const [error] = validator.Errors(command) as Fault[];
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

/** What has too many members is not searched for the first that is faulty: that takes 15 ms. */
function overfullField({ properties }: TObject, command: object): string | undefined {
  const overfull = Object.entries(command).find(([field, value]) => {
    const { maxProperties = Infinity } = properties[field] as { maxProperties?: number };
    return isObject(value) && Object.keys(value).length > maxProperties;
  });
  return overfull?.[0];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
