import { setRecovery } from '../../store/identity/recovery.ts';
import type { Handler } from '../handler.ts';

/** Sets the person's recovery code, given its slow hash. */
export interface SetRecovery {
  type: 'recovery.set';
  recovery: string;
}

export const setRecoveryCode: Handler<SetRecovery> = async (queries, { by, change }) => {
  await setRecovery(queries, by.id, change.recovery);
  return { is: 'done' };
};
