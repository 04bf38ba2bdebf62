import fc from "fast-check";
import { altered } from "../../__tests__/support/altered";
import { type EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { BASES, type Base, type ModelChange, environmentOf } from "./bases";
import { type Edit, ModelObjects, type Value } from "./edit";
import { OBJECT_EDITS } from "./object-edits";
import { POD_EDITS } from "./pod-edits";
import { RESOURCE_EDITS } from "./resource-edits";

export const EDITS: readonly Edit[] = [...RESOURCE_EDITS, ...POD_EDITS, ...OBJECT_EDITS];

/** An environment with one edit of its objects. */
export interface Case {
  readonly base: Base;
  readonly change: ModelChange;
  readonly edit: Edit;
  readonly value: Value;
}

/** The synthesized stacks of a case in a namespace of its own, with its edit. */
export function planOfCase({ base, change, edit, value }: Case, namespace: string): EnvironmentPlan {
  return altered(environmentOf(base, namespace, change), ({ models }) =>
    edit.apply(new ModelObjects(models), value),
  );
}

export const inWords = ({ base, change, edit, value }: Case): string =>
  `${base} ${JSON.stringify(change)}, ${edit.name}: ${String(value).slice(0, 40)}`;

/**
 * The cases of a seed. Each round has every edit once, in an order of its own. In the first round, the first value of an
 * edit is used: the one that Kubernetes refuses, if there is one.
 */
export function casesOf(seed: number, count: number): Case[] {
  const rounds = Math.ceil(count / EDITS.length);
  const cases = Array.from({ length: rounds }, (_, round) => {
    const [order = []] = fc.sample(fc.shuffledSubarray([...EDITS], { minLength: EDITS.length }), {
      seed: seed + round,
      numRuns: 1,
    });
    const draws = fc.sample(DRAW, { seed: seed + round, numRuns: EDITS.length });
    return order.map((edit, index): Case => caseOf(edit, draws[index] as Draw, round));
  });
  return cases.flat().slice(0, count);
}

const CHANGE: fc.Arbitrary<ModelChange> = fc.oneof(
  fc.constant({}),
  fc.record(
    {
      cpuRequest: fc.constantFrom("100m", "400m", "1000m"),
      min: fc.constantFrom(1, 2, 3),
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom("128Mi", "1Gi", "2Gi").map((memory) => ({ memoryRequest: memory, memoryLimit: memory })),
);

const DRAW = fc.record({ change: CHANGE, base: fc.nat(1000), value: fc.nat(1000) });

type Draw = typeof DRAW extends fc.Arbitrary<infer T> ? T : never;

function caseOf(edit: Edit, { change, base, value }: Draw, round: number): Case {
  const values = edit.values ?? [true];
  const bases = edit.on ?? BASES;
  return {
    base: bases[base % bases.length] as Base,
    // The first round is about the edits alone, so that what both refuse is because of the edit.
    change: round === 0 ? {} : change,
    edit,
    value: values[round === 0 ? 0 : value % values.length] as Value,
  };
}

/** Cases that differ from a case by one part less. */
export const simplerThan = (each: Case): Case[] =>
  Object.keys(each.change).map((key) => ({
    ...each,
    change: Object.fromEntries(Object.entries(each.change).filter(([name]) => name !== key)),
  }));
