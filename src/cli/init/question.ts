import { rangeOf } from "../../infrastructure/network-ranges";
import { isCidr } from "../../base/cidr";
import type TEXTS from "./question-texts.json";

/** Answers as written, by the flag of their question; lists are separated by commas. An empty answer is the answer "none". */
export type Answers = Readonly<Partial<Record<InitFlag, string>>>;

export type InitFlag = keyof typeof TEXTS;

export interface Question {
  readonly flag: InitFlag;
  /** Placeholder of the value in the help text. */
  readonly value: string;
  /** Text on the terminal and in the help text. */
  readonly asks: string;
  /** An answer of the right form, for a person who gave none. */
  readonly example: string;
  /** Answers to choose from; several where `many`. @default - free text */
  readonly choices?: readonly string[];
  /** True if the answer is a list of choices. @default false */
  readonly many?: boolean;
  /** The answer of a person who presses Enter. @default - the question is required */
  readonly fallback?: (answers: Answers, surroundings: UserDefaults) => string | undefined;
  /** Whether earlier answers lead to the question. @default - they do */
  readonly applies?: (answers: Answers) => boolean;
  /** Answers to which the question belongs, in words. @default - all */
  readonly belongsTo?: string;
  /** Keys of the environment's file that the answer decides. Their problems are those of the answer. */
  readonly keys: readonly string[];
  /** Fix of a refused answer, of the answer as the error shows it and the fix of the schema. @default - that of the schema */
  readonly fix?: (got: string, usual: string) => string;
  /** Another way where the answer is missing. @default - none */
  readonly orElse?: string;
}

/** Defaults that the machine of a user has. */
export interface UserDefaults {
  /** Region of the AWS CLI. @default - none */
  readonly region?: string;
  /** Name of the folder. */
  readonly folder: string;
  /** Ranges of the networks of its other environments. @default - none */
  readonly ranges?: readonly string[];
}

/** Parts of a list, which commas or spaces separate. */
export const listOf = (text: string | undefined): string[] =>
  (text ?? "").split(/[,\s]+/).filter((each) => each !== "");

/** Operators in private ranges come through a network, others over the internet. An incorrect range is reported as private. */
export function operatorsOf({ operators }: Answers): {
  readonly inside: string[];
  readonly outside: string[];
} {
  const isOutside = (range: string): boolean => isCidr(range) && !(rangeOf(range)?.isPrivate ?? false);
  const ranges = listOf(operators);
  return { inside: ranges.filter((range) => !isOutside(range)), outside: ranges.filter(isOutside) };
}
