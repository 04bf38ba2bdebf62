import fc from "fast-check";
import { altered } from "../../../support/altered";
import { Plan } from "../../../support/plan";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { BASES, type Base, type ModelChange, environmentOf } from "./bases";
import { type Edit, ModelObjects, type Value } from "./edit";
import { INIT_CONTAINER_EDITS } from "./init-container-edits";
import { OBJECT_EDITS } from "./object-edits";
import { PLACEMENT_EDITS } from "./placement-edits";
import { POD_EDITS } from "./pod-edits";
import { RESOURCE_EDITS } from "./resource-edits";
import { VOLUME_EDITS } from "./volume-edits";

export const EDITS: readonly Edit[] = [
  ...RESOURCE_EDITS,
  ...POD_EDITS,
  ...INIT_CONTAINER_EDITS,
  ...PLACEMENT_EDITS,
  ...OBJECT_EDITS,
  ...VOLUME_EDITS,
];

/** Cases that each seed begins with: each edit once, then each with a harmless value once. */
export const FIXED_CASES = EDITS.length + EDITS.filter(({ harmless }) => harmless).length;

/** An environment with one edit of its objects. */
export interface Case {
  readonly base: Base;
  readonly change: ModelChange;
  readonly edit: Edit;
  readonly value: Value;
}

/** The synthesized stacks of a case in a namespace of its own, with its edit. */
export function planOfCase({ base, change, edit, value }: Case, namespace: string): EnvironmentPlan {
  // Cases of an environment differ only in the namespace before their edits, so it is synthesized once.
  const plan = renamed(environmentOf(base, NAMESPACE, change), NAMESPACE, namespace);
  return altered(plan, ({ models }) => edit.apply(new ModelObjects(models), value));
}

/** Occurs in no other text of the stacks. */
const NAMESPACE = "namespace-of-the-case";

const renamed = (plan: Plan, from: string, to: string): Plan =>
  new Plan(
    plan.environment,
    new Map(plan.output.map(({ layer, stack }) => [stack.name, plan.text(layer).replaceAll(from, to)])),
  );

export const inWords = ({ base, change, edit, value }: Case): string =>
  `${base} ${JSON.stringify(change)}, ${edit.name}: ${String(value).slice(0, 40)}`;

/**
 * The cases of a seed. Each round has every edit once, in an order of its own. In the first round, the first value of an
 * edit is used: the one that Kubernetes refuses, if there is one. The second round has the first harmless values. Later
 * rounds draw from all values.
 */
export function casesOf(seed: number, count: number): Case[] {
  const cases: Case[] = [];
  for (let round = 0; cases.length < count; round += 1) {
    const [order = []] = fc.sample(fc.shuffledSubarray([...EDITS], { minLength: EDITS.length }), {
      seed: seed + round,
      numRuns: 1,
    });
    const draws = fc.sample(DRAW, { seed: seed + round, numRuns: EDITS.length });
    cases.push(...order.flatMap((edit, index) => caseOf(edit, draws[index] as Draw, round) ?? []));
  }
  return cases.slice(0, count);
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

function caseOf(edit: Edit, { change, base, value }: Draw, round: number): Case | undefined {
  const { values = [true], harmless = [], on = BASES } = edit;
  const drawn = [...values, ...harmless];
  const chosen = round === 0 ? values[0] : round === 1 ? harmless[0] : drawn[value % drawn.length];
  if (chosen === undefined) return undefined;
  return {
    base: on[base % on.length] as Base,
    // The first rounds are about the edits alone, so that what both refuse is because of the edit.
    change: round < 2 ? {} : change,
    edit,
    value: chosen,
  };
}

/** Cases that differ from a case by one part less. */
export const simplerThan = (each: Case): Case[] =>
  Object.keys(each.change).map((key) => ({
    ...each,
    change: Object.fromEntries(Object.entries(each.change).filter(([name]) => name !== key)),
  }));
