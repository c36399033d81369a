import { replaced, type Change, type SyntaxNode } from './change.ts';
import { changesOfSql, isSql } from './sql.ts';

/** The context of a node. */
export interface Around {
  parent: SyntaxNode;
  textOf: (node: SyntaxNode) => string;
}

type Mutator = (node: SyntaxNode, around: Around) => Change[];

const otherOperators: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '+=': '-=',
  '-=': '+=',
  '++': '--',
  '--': '++',
};

/** Calls that only select or order: the mutation replaces them by their object. */
const selections = /^(filter|slice|sort|toSorted|reverse|toReversed|trim|flat)$/u;
const otherCalls: Record<string, string> = { some: 'every', every: 'some', min: 'max', max: 'min' };

/** The mutations by kind of node. */
const mutators: Record<string, Mutator> = {
  IfStatement: (node) => decided(node['test']),
  ConditionalExpression: (node) => decided(node['test']),
  WhileStatement: (node) => [replaced(part(node, 'test'), 'false')],
  ForStatement: (node) => (node['test'] === null ? [] : [replaced(part(node, 'test'), 'false')]),
  ForOfStatement: (node) => emptied(part(node, 'body')),
  ForInStatement: (node) => emptied(part(node, 'body')),
  LogicalExpression: logical,
  BinaryExpression: binary,
  AssignmentExpression: assignment,
  UpdateExpression: (node, { textOf }) => swapped(node, textOf(node)),
  UnaryExpression: unary,
  AwaitExpression: (node, { textOf }) => [replaced(node, textOf(part(node, 'argument')))],
  ExpressionStatement: statement,
  ReturnStatement: leaving,
  BreakStatement: leaving,
  ContinueStatement: leaving,
  ThrowStatement: leaving,
  ArrowFunctionExpression: arrow,
  FunctionDeclaration: (node) => emptied(part(node, 'body')),
  FunctionExpression: (node) => emptied(part(node, 'body')),
  CallExpression: call,
  ChainExpression: (node, { textOf }) => certain(node, textOf),
  SpreadElement: (node, { parent }) =>
    parent.type === 'ObjectExpression' ? [replaced(node, '...{}')] : [],
  Literal: literal,
  TemplateLiteral: (node, { textOf }) => template(node, textOf(node)),
};

export function changesOf(node: SyntaxNode, around: Around): Change[] {
  return mutators[node.type]?.(node, around) ?? [];
}

function part(node: SyntaxNode, field: string): SyntaxNode {
  return node[field] as SyntaxNode;
}

function decided(test: unknown): Change[] {
  const node = test as SyntaxNode;
  // One half alone has the same effect as the other value.
  const values = { '&&': ['false'], '||': ['true'] }[String(node['operator'])] ?? ['true', 'false'];
  return values.map((value) => replaced(node, value));
}

function emptied(body: SyntaxNode): Change[] {
  if (body.type !== 'BlockStatement') return [];
  const [first, ...more] = body['body'] as SyntaxNode[];
  // A single call is removed as a statement.
  const isMore = first !== undefined && (first.type !== 'ExpressionStatement' || more.length > 0);
  return isMore ? [replaced(body, '{}')] : [];
}

function statement(node: SyntaxNode, { parent }: Around): Change[] {
  const isWholeIf = parent.type === 'IfStatement' && parent['alternate'] === null;
  return isWholeIf ? [] : [replaced(node, ';')];
}

/** Each half alone: a test that notices that also notices the other operator. */
function logical(node: SyntaxNode, { textOf }: Around): Change[] {
  return [part(node, 'left'), part(node, 'right')].map((half) =>
    replaced(node, `(${textOf(half)})`),
  );
}

function binary(node: SyntaxNode, { parent }: Around): Change[] {
  const operator = node['operator'] as string;
  if (operator === '+') return isText(node) ? [] : between(node, '-');
  const other = otherOperators[operator];
  const isTried = isDecided(node, parent) && operator.endsWith('==');
  return other === undefined || isTried ? [] : between(node, other);
}

/** Whether a node is replaced by true and false anyhow. */
function isDecided(node: SyntaxNode, parent: SyntaxNode): boolean {
  return parent['test'] === node || parent.type === 'LogicalExpression';
}

function between(node: SyntaxNode, other: string): Change[] {
  return [{ start: part(node, 'left').end, end: part(node, 'right').start, text: ` ${other} ` }];
}

function isText(node: SyntaxNode): boolean {
  return [part(node, 'left'), part(node, 'right')].some(
    (side) =>
      side.type === 'TemplateLiteral' ||
      typeof side['value'] === 'string' ||
      (side.type === 'BinaryExpression' && isText(side)),
  );
}

function assignment(node: SyntaxNode): Change[] {
  const operator = node['operator'] as string;
  const other = operator === '??=' ? '=' : otherOperators[operator];
  const isSum = operator === '+=' && isText(node);
  return other === undefined || isSum ? [] : between(node, other);
}

function swapped(node: SyntaxNode, text: string): Change[] {
  const operator = node['operator'] as string;
  return [replaced(node, text.replace(operator, otherOperators[operator]!))];
}

function unary(node: SyntaxNode, { parent, textOf }: Around): Change[] {
  const operator = String(node['operator']);
  const isTried = operator === '!' && isDecided(node, parent);
  return isTried || !'!-'.includes(operator)
    ? []
    : [replaced(node, textOf(part(node, 'argument')))];
}

/** An early exit beside other statements: alone in its `if`, that is replaced by false anyhow. */
function leaving(node: SyntaxNode, { parent }: Around): Change[] {
  const isBeside = parent.type === 'BlockStatement' && (parent['body'] as unknown[]).length > 1;
  // Without a value the types would rarely fit.
  const hasValue = node.type === 'ReturnStatement' && node['argument'] !== null;
  return isBeside && !hasValue ? [replaced(node, ';')] : [];
}

function arrow(node: SyntaxNode): Change[] {
  const body = part(node, 'body');
  return body.type === 'BlockStatement' ? emptied(body) : [replaced(body, 'undefined')];
}

function call(node: SyntaxNode, { textOf }: Around): Change[] {
  const callee = part(node, 'callee');
  if (callee.type !== 'MemberExpression' || callee['computed']) return [];
  const [object, property] = [part(callee, 'object'), part(callee, 'property')];
  const name = textOf(property);
  if (selections.test(name)) return [replaced(node, textOf(object))];
  return Object.hasOwn(otherCalls, name) ? [replaced(property, otherCalls[name]!)] : [];
}

function certain(node: SyntaxNode, textOf: Around['textOf']): Change[] {
  return [
    replaced(
      node,
      textOf(node)
        .replace(/\?\.(?=[([])/gu, '')
        .replaceAll('?.', '.'),
    ),
  ];
}

function literal(node: SyntaxNode, { parent }: Around): Change[] {
  const { value } = node;
  if (typeof value === 'boolean') return [replaced(node, String(!value))];
  if (typeof value === 'number')
    return [replaced(node, String(value === 0 ? 1 : value === 1 ? 0 : value * 2))];
  return typeof value === 'string' ? text(node, value, parent) : [];
}

function text(node: SyntaxNode, value: string, parent: SyntaxNode): Change[] {
  if (isSql(value)) return changesOfSql(node, value, 1);
  // Comparisons are inverted anyhow, and error texts are for people.
  const isOther = /^(BinaryExpression|SwitchCase|NewExpression|Import|Export)/u.test(parent.type);
  const isKey =
    parent['key'] === node || (parent.type === 'MemberExpression' && parent['property'] === node);
  return value === '' || isOther || isKey ? [] : [replaced(node, "''")];
}

function template(node: SyntaxNode, source: string): Change[] {
  return isSql(source) ? changesOfSql(node, source, 0) : [];
}
