import type { z } from "zod";
import { type LoadedEnvironment } from "./loaded-environment";
import { type NamedFile, type Texts } from "./loader/named-files";
import { type Problem } from "./problems";
import { type RuleProblem } from "./rule-problems";
import { type Completed } from "./loader/completed";

export interface LoadRequest<T> {
  /** Path of the folder with a YAML file for each environment. */
  readonly directory: string;
  /**
   * Names of the environments to load.
   *
   * @default - all
   */
  readonly only?: readonly string[];
  /** Place of these names, for messages. @default - that of the command line */
  readonly namedIn?: string;
  readonly schema: z.ZodType<T>;
  /** Adds keys that follow from others to the plain value of a file, before the schema. @default - none */
  readonly derived?: (value: unknown) => unknown;
  /**
   * Rules between the keys of an environment. In an environment with values that the schema refuses, they apply to the
   * others (`refused-values.ts`).
   *
   * @default - none
   */
  readonly rules?: (config: T, name: string) => readonly RuleProblem[];
  /**
   * Files that an environment names, and rules on their texts.
   *
   * @default - none
   */
  readonly files?: {
    readonly named: (config: T) => readonly NamedFile[];
    readonly rules: (config: T, texts: Texts) => readonly RuleProblem[];
  };
  /**
   * Rules between environments. They apply to environments without any other problem.
   *
   * @default - none
   */
  readonly rulesAcross?: (
    environments: readonly LoadedEnvironment<T>[],
  ) => readonly (RuleProblem & { readonly environment: string })[];
  /** Problems of own code that adds keys. @default - none */
  readonly problems?: readonly Problem[];
  /** Adds what own code makes of the environments without any other problem. @default - they stay as they are */
  readonly completed?: (environments: readonly LoadedEnvironment<T>[]) => Completed<T>;
}
