import { type ConfigPath } from "./problems";
import { partitionOf } from "../facts/aws";
import { type EnvironmentConfig } from "./schema";
import { targets, unlessRefused } from "./loader/refused-values";

/** A violation of a rule between keys. */
export interface RuleProblem {
  /** Path of the value to correct. */
  readonly path: ConfigPath;
  /** Description of the value. @default - the value as written */
  readonly got?: string;
  readonly expected: string;
  readonly fix: string;
  /** Value with which the checks judge the rest of the environment. @default - that of the file */
  readonly assumed?: unknown;
}

/** A service decrypts with keys of its own region only. */
export function regionProblems({ region }: EnvironmentConfig, path: ConfigPath, arn: string): RuleProblem[] {
  const [, partition, , keyRegion] = arn.split(":");
  return keyRegion === region && partition === partitionOf(region)
    ? []
    : [
        {
          path,
          expected: `a key in ${region}, the region of the data that it encrypts`,
          fix: "write the ARN of the key that encrypts the data, with the partition and region of the environment",
        },
      ];
}

/** Results of several rules, each with `unlessRefused`. */
export const allOf = <R>(...rules: readonly (() => readonly R[])[]): R[] => rules.flatMap(unlessRefused);

/** Results of a rule for each item of a list, each with `unlessRefused`. */
export const forEach = <I, R>(items: readonly I[], rule: (item: I, index: number) => readonly R[]): R[] =>
  Array.from(items.keys(), (index) => unlessRefused(() => rule(items[index] as I, index))).flat();

/** Results of a rule for each value of a mapping, each with `unlessRefused`. */
export const forEachValue = <V, R>(
  mapping: Readonly<Record<string, V>>,
  rule: (name: string, value: V) => readonly R[],
): R[] =>
  Object.keys(targets.get(mapping) ?? mapping).flatMap((name) =>
    unlessRefused(() => rule(name, mapping[name] as V)),
  );
