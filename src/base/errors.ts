/** An expected problem: its message is for the user and is printed without a stack trace. */
export class UserError extends Error {}

/** The parts of an error message. Each is lower case, on one line and without a full stop. */
export interface ErrorParts {
  /** A file, folder, option, stack or address. */
  readonly place: string;
  /** The value that is there. */
  readonly got: string;
  readonly expected: string;
  /** An action that resolves the error. */
  readonly fix: string;
  /** One line for each further detail, such as a file name. @default - none */
  readonly details?: readonly string[];
  /** The error that led to this one. @default - none */
  readonly cause?: unknown;
}

/** `place: got …, expected …; fix`, with the details below, each indented. */
export function userError({ place, got, expected, fix, details = [], cause }: ErrorParts): UserError {
  const message = `${place}: got ${got}, expected ${expected}; ${fix}`;
  const lines = [message, ...details.map((detail) => `  ${detail}`)];
  return new UserError(lines.join("\n"), cause === undefined ? undefined : { cause });
}

/** Several errors as one, each on its own lines. */
export const joinedErrors = (errors: readonly UserError[]): UserError =>
  new UserError(errors.map(({ message }) => message).join("\n"));

/** The error if it is a UserError; throws any other error. */
export function userErrorOf(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}

/** Result of `work`. Undefined if it throws a UserError, which is added to `errors`. */
export function attempt<T>(errors: UserError[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    errors.push(userErrorOf(error));
    return undefined;
  }
}
