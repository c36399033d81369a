/** The operator can mend it: the message is one sentence for them, and no stack is shown. */
export class OperatorError extends Error {}
