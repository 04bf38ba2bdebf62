import aws from "./aws.json";
import { DIFFERENCES, type Difference, type Effect } from "./effect";
import { kubernetesEffect } from "./kubernetes";

/** Paths of arguments, such as `vpc_config.subnet_ids`, separated by spaces, by what a difference of them does. */
type PathsByEffect = Readonly<Partial<Record<Effect, string>>>;

/** What differences do to resources of one type; of a path that stands nowhere nothing is known. */
export interface TypeEffects extends Readonly<Partial<Record<Difference, PathsByEffect>>> {
  /** Whatever the difference is. */
  readonly any: PathsByEffect;
  /** Attributes that become unknown when a resource is updated. */
  readonly recomputed?: string;
  /** Arguments that keep what they are where they are not written any more. */
  readonly kept?: string;
  /** Arguments whose items have no order. */
  readonly sets?: string;
}

export interface ReplacementTable {
  readonly provider: string;
  readonly version: string;
  readonly source: string;
  /** Day on which it was observed. */
  readonly date: string;
  readonly types: Readonly<Record<string, TypeEffects>>;
}

/** Observed, not read: `npm run test:terraform` observes it again. */
export const AWS_REPLACEMENTS: ReplacementTable = aws;

/** What was observed when an argument differed so; undefined where nothing was. */
export const observedEffect = (type: string, path: string, difference: Difference): Effect | undefined =>
  lookup.get(type)?.effects.get(`${difference} ${path}`);

/**
 * What Terraform does when an argument differs; undefined where that is not known. That it did nothing tells only of the
 * values that were tried, except where an argument keeps what it is.
 */
export function effectOf(type: string, path: string, difference: Difference): Effect | undefined {
  if (/^(kubernetes|helm)_/.test(type)) return kubernetesEffect(type, path);
  const observed = observedEffect(type, path, difference);
  if (observed !== "nothing") return observed;
  return difference === "removed" && lookup.get(type)?.kept.has(path) ? "nothing" : undefined;
}

/** True where the order of items says nothing. */
export const isSet = (type: string, path: string): boolean => lookup.get(type)?.sets.has(path) ?? false;

/** True where an update makes an attribute unknown until it is applied. */
export const isRecomputed = (type: string, attribute: string): boolean =>
  lookup.get(type)?.recomputed.has(attribute) ?? false;

interface Lookup {
  readonly effects: ReadonlyMap<string, Effect>;
  readonly kept: ReadonlySet<string>;
  readonly sets: ReadonlySet<string>;
  readonly recomputed: ReadonlySet<string>;
}

const lookup: ReadonlyMap<string, Lookup> = new Map(
  Object.entries(AWS_REPLACEMENTS.types).map(([type, effects]) => [
    type,
    {
      effects: new Map(
        DIFFERENCES.flatMap((difference) =>
          [effects.any, effects[difference] ?? {}].flatMap((paths) =>
            Object.entries(paths).flatMap(([effect, list]) =>
              list.split(" ").map((path) => [`${difference} ${path}`, effect as Effect] as const),
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
