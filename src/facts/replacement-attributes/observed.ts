import aws from "./aws.json";
import { type ChangedForm, DIFFERENCES, type PlanEffect } from "./effect";

/** Paths of arguments, such as `vpc_config.subnet_ids`, separated by spaces, by the effect of a difference. */
type PathsByEffect = Readonly<Partial<Record<PlanEffect, string>>>;

/** Effects of differences in resources of one type. The effect of a path that is not listed is not known. */
export interface TypeEffects extends Readonly<Partial<Record<ChangedForm, PathsByEffect>>> {
  /** Effects that are the same for all differences. */
  readonly any: PathsByEffect;
  /** Attributes that become known after apply when a resource is updated. @default - none */
  readonly recomputed?: string;
  /** Arguments that keep their value when they are removed from the configuration. @default - none */
  readonly kept?: string;
  /** Arguments whose items have no order. @default - none */
  readonly sets?: string;
}

export interface ReplacementTable {
  readonly provider: string;
  readonly version: string;
  readonly source: string;
  /** Date of the observation. */
  readonly date: string;
  readonly types: Readonly<Record<string, TypeEffects>>;
}

/** Effects for the AWS provider, observed in plans. `npm run test:terraform` observes them again. */
export const AWS_REPLACEMENTS: ReplacementTable = aws;

/** Observed effect of a difference; undefined if it was not observed. */
export const observedEffect = (type: string, path: string, difference: ChangedForm): PlanEffect | undefined =>
  lookup.get(type)?.effects.get(`${difference} ${path}`);

interface Lookup {
  readonly effects: ReadonlyMap<string, PlanEffect>;
  readonly kept: ReadonlySet<string>;
  readonly sets: ReadonlySet<string>;
  readonly recomputed: ReadonlySet<string>;
}

export const lookup: ReadonlyMap<string, Lookup> = new Map(
  Object.entries(AWS_REPLACEMENTS.types).map(([type, effects]) => [
    type,
    {
      effects: new Map(
        DIFFERENCES.flatMap((difference) =>
          [effects.any, effects[difference] ?? {}].flatMap((paths) =>
            Object.entries(paths).flatMap(([effect, list]) =>
              list.split(" ").map((path) => [`${difference} ${path}`, effect as PlanEffect] as const),
            ),
          ),
        ),
      ),
      kept: new Set(effects.kept?.split(" ")),
      sets: new Set(effects.sets?.split(" ")),
      recomputed: new Set(effects.recomputed?.split(" ")),
    },
  ]),
);
