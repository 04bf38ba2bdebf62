/** An expected problem: its message is for the user and is printed without a stack trace. */
export class UserError extends Error {}
