import { readFileSync } from 'node:fs';
import type { TObject, TSchema } from 'typebox';
import { changes, commands } from '../../protocol/commands.ts';
import { ruleOf } from '../../protocol/field-rule.ts';
import { frameTypes } from '../../protocol/frame-types.ts';
import * as frames from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import * as model from '../../protocol/model.ts';
import { refusals } from '../../protocol/refusals.ts';
import { meanings } from './command-meanings.ts';
import { interfacesIn, oneLine, type Declared, type Field } from './interfaces.ts';
import { shapesIn } from './shapes.ts';
import { code, table } from './table.ts';

/** One field of a command: its rule and its docstring. */
interface CommandField {
  readonly name: string;
  readonly command: string;
  readonly rule: string;
  readonly meaning: string;
}

/** What is read of a schema of typebox. */
interface Schema {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
}

const sources = ['commands', 'frames', 'refusals', 'limits', 'model'] as const;
const [commandSource, frameSource, refusalSource, limitSource, modelSource] = sources.map((name) =>
  readFileSync(new URL(`../../protocol/${name}.ts`, import.meta.url), 'utf8'),
) as [string, string, string, string, string];

const shapes = shapesIn(modelSource, model);
const allFrames = [...interfacesIn(frameSource), ...shapesIn(frameSource, frames)];

/** Every command, with its fields. */
export function commandTable(): string {
  const rows = Object.entries(commands).map(([type, schema]) => [
    code(type),
    fieldNames(schema).join(', '),
    type in changes ? 'yes' : 'no',
    meanings[type as keyof typeof commands],
  ]);
  return table(['command', 'fields', 'kept', 'what it does'], rows);
}

/** Every field of a command, with its rule. Equal fields share a row. */
export function commandFieldTable(): string {
  const fields = Object.entries(commands).flatMap(([type, schema]) => fieldsOf(type, schema));
  const groups = Map.groupBy(fields, ({ name, rule, meaning }) => `${name}|${rule}|${meaning}`);
  const rows = [...groups.values()].map((those) => [
    code(those[0]!.name),
    those.map(({ command }) => code(command)).join(', '),
    those[0]!.rule,
    those[0]!.meaning,
  ]);
  return table(['field', 'of', 'rule', 'meaning'], rows);
}

/** Every frame, with its fields. */
export function frameTable(): string {
  const all = [...allFrames, ...interfacesIn(refusalSource), ...shapes];
  const rows = Object.keys(frameTypes).map((type) => {
    const frame = all.find(({ fields }) => typeIn(fields) === type);
    if (frame === undefined) throw new Error(`No interface in frames.ts has the type ${type}.`);
    const names = allFields(frame, all).filter(({ name }) => name !== 'type');
    return [code(type), names.map(fieldName).join(', '), frame.meaning];
  });
  return table(['frame', 'fields', 'meaning'], rows);
}

/** Every field of a frame whose source says more than its name does. */
export function frameFieldTable(): string {
  const rows = allFrames.flatMap(({ fields }) =>
    fields
      .filter(({ meaning }) => meaning !== '')
      .map((field) => [`${code(typeIn(fields)!)}: ${code(field.name)}`, field.meaning]),
  );
  return table(['field', 'meaning'], rows);
}

/** The shapes inside frames and answers: a person, a room, a message of each kind. */
export function shapeTable(): string {
  const rows = shapes.flatMap(({ name, fields }) =>
    fields.map((field) => [name, fieldName(field), code(field.type), field.meaning]),
  );
  return table(['shape', 'field', 'type', 'meaning'], rows);
}

/** Every refusal code with its sentence. */
export function refusalTable(): string {
  const rows = Object.entries(refusals).map(([name, sentence]) => [code(name), sentence]);
  return table(['code', 'sentence'], rows);
}

/** Every limit that both ends share. A limit without a docstring belongs to the one above it. */
export function limitTable(): string {
  const meaning = /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\s*)?\b(\w+): [\d_]+,/gu;
  const said = [...limitSource.matchAll(meaning)].map(([, doc, name]) => [name!, oneLine(doc)]);
  const words = new Map(said as [string, string][]);
  const rows = Object.entries(limits).map(([name, value]) => {
    const sentence = words.get(name);
    if (sentence === undefined) throw new Error(`The source of limits.ts has no ${name}.`);
    return [code(name), value.toLocaleString('en'), sentence || 'See the row above.'];
  });
  return table(['limit', 'value', 'meaning'], rows);
}

function fieldNames(schema: TObject): string[] {
  const { properties, required } = schema as Schema;
  return Object.keys(properties!)
    .filter((name) => name !== 'type')
    .map((name) => code(required?.includes(name) ? name : `${name}?`));
}

function fieldsOf(command: string, schema: TObject): CommandField[] {
  const { properties } = schema as Schema;
  const docs = docstringsOf(command);
  return Object.entries(properties!)
    .filter(([name]) => name !== 'type')
    .map(([name, field]) => ({
      name,
      command,
      rule: ruleOf(field),
      meaning: docs.get(name) ?? '',
    }));
}

/** What the source says of the fields of a command. */
function docstringsOf(command: string): Map<string, string> {
  const name = command.includes('.') ? `'${command}'` : command;
  const from = commandSource.indexOf(`\n  ${name}: Type.Object({`);
  const block = from < 0 ? '' : commandSource.slice(from, commandSource.indexOf('\n  }),', from));
  const docs = block.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(\w+):/gu);
  return new Map([...docs].map(([, doc, field]) => [field!, oneLine(doc)]));
}

function allFields({ parent, fields }: Declared, all: readonly Declared[]): readonly Field[] {
  if (parent === undefined) return fields;
  const above = all.find(({ name }) => name === parent);
  if (above === undefined) throw new Error(`There is no interface ${parent}.`);
  return [...fields, ...allFields(above, all)];
}

function typeIn(fields: readonly Field[]): string | undefined {
  return fields.find(({ name }) => name === 'type')?.type.replaceAll("'", '');
}

function fieldName({ name, isOptional }: Field): string {
  return code(isOptional ? `${name}?` : name);
}
