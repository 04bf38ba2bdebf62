/** Exit statuses of every command. docs/reference/commands.md prints them, and each help text names them. */
export const EXIT_STATUSES: readonly (readonly [status: number, meaning: string])[] = [
  [0, "done"],
  [1, "invalid input, a failed check or a difference; nothing is written"],
  [2, "wrong usage"],
];
