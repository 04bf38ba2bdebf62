/** Arguments of a type that open, permit, delete and run nothing, and move no data to others. */
export interface HarmlessArguments {
  readonly reason: string;
  /** Paths. `name.*` is everything below `name`, and `*` every argument. */
  readonly arguments: readonly string[];
  /** The harmless values, as text. @default - every value */
  readonly values?: RegExp;
}

/** A type that is harmless by itself, with the arguments that are. The others are judged by checks, or by nobody. */
export type HarmlessType = readonly HarmlessArguments[];
