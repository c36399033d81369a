export const acts = [
  'create',
  'invite',
  'remove',
  'join',
  'leave',
  'change',
  'archive',
  'delete',
  ...(['invite', 'remove', 'invite', 'remove'] as const),
  ...([
    'post',
    'post',
    'post',
    'edit',
    'react',
    'propose',
    'accept',
    'accept',
    'play',
    'play',
  ] as const),
  ...(['follow', 'follow', 'typing', 'presence', 'find', 'read', 'history', 'arrive'] as const),
] as const;
export type Act = (typeof acts)[number];

/** One act; the numbers choose people and rooms, as far as they exist. */
export interface Step {
  act: Act;
  who: number;
  room: number;
  other: number;
  flag: boolean;
  /** Done by somebody who may do it, if there is one; else by anybody. */
  isAllowed: boolean;
}

/** A private room lives and dies; then somebody leaves an open one and comes back. */
export const rehearsal: readonly Act[] = [
  ...(['create', 'invite', 'post', 'edit', 'react', 'propose', 'accept', 'play'] as const),
  ...(['follow', 'typing', 'presence', 'find', 'read', 'history', 'arrive'] as const),
  ...(['change', 'archive', 'remove', 'invite', 'leave', 'delete', 'create', 'leave'] as const),
  'join',
];
