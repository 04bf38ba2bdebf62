import { type OutputStack } from "../../src/terraform/output";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { type Layer } from "../../src/base/layers";
import { additionsOf } from "./additions/all";
import { type Attack, ATTACKED } from "./attacks/attack";
import { ATTACKS } from "./attacks/all";
import { type Placed, placedAttack, placedFile } from "./attacks/placed";
import { classOf } from "./class-of";
import { type Edit, type MutableObject } from "./edits";
import { lookupTypeAt } from "./generated/change";
import { type Generated, generatedOf } from "./generated/all";
import { type Mutant, mutantsOf } from "./mutants";

/** Kinds of changes, in the order of the score. */
export const KINDS = ["removal or edit", "right or path", "weakening", "addition", "copy", "attack"] as const;
export type ChangeKind = (typeof KINDS)[number];

/** A change of an environment that is tried. */
export interface TriedChange {
  readonly environment: string;
  readonly layer: Layer;
  readonly address: string;
  /** The change in words. */
  readonly change: string;
  readonly kind: ChangeKind;
  readonly class: string;
  /** Type of the block, or the class of an attack. */
  readonly type: string;
  /** The changed stack. */
  readonly place: () => Placed;
  /** Checks of which one must name an attack. @default - none is expected */
  readonly expected?: readonly string[];
}

type Stacks = readonly Pick<OutputStack, "layer" | "stack">[];

/** All changes of an environment. */
export function changesOf(environment: string, stacks: Stacks): TriedChange[] {
  const stackOf = (layer: Layer): StackJson => {
    const found = stacks.find((each) => each.layer === layer)?.stack;
    if (!found) throw new Error(`${environment} has no layer ${layer}`);
    return found;
  };
  const ofMutant = (kind: ChangeKind, mutant: Mutant): TriedChange => {
    const type = lookupTypeAt(mutant.address);
    return {
      ...mutant,
      environment,
      kind,
      type,
      class: classOf(type),
      place: () => ({ edited: mutated(stackOf(mutant.layer), mutant) }),
    };
  };
  return [
    ...stacks.flatMap(({ layer, stack }) => [
      ...[...stack.resources(), ...stack.dataSources()].flatMap((block) =>
        mutantsOf(layer, block).map((mutant) => ofMutant("removal or edit", mutant)),
      ),
      ...additionsOf(layer, stack).map((mutant) => ofMutant("right or path", mutant)),
    ]),
    ...generatedOf(stacks).map((mutant) => {
      const tried = ofMutant(mutant.kind, mutant);
      return mutant.kind === "copy"
        ? { ...tried, place: () => copied(stackOf(mutant.layer), mutant) }
        : tried;
    }),
    ...Object.entries(ATTACKS).flatMap(([name, attacks]) =>
      attacks
        .filter((attack) => (attack.environment ?? ATTACKED) === environment)
        .map((attack) => ofAttack(environment, name, attack, stackOf)),
    ),
  ];
}

const ofAttack = (
  environment: string,
  name: string,
  attack: Attack,
  stackOf: (layer: Layer) => StackJson,
): TriedChange => ({
  environment,
  layer: attack.layer,
  address: attack.id,
  change: attack.danger,
  kind: "attack",
  class: name,
  type: name,
  place: () => placedAttack(stackOf(attack.layer), attack),
  expected: attack.named,
});

/** A new block is an own block too, which an owner can write. */
function copied(stack: StackJson, { address, apply }: Generated): Placed {
  const [type = "", name = ""] = address.split(".");
  return placedFile(stack, "copy.tf.json", JSON.stringify({ resource: { [type]: { [name]: apply({}) } } }));
}

function mutated(stack: StackJson, { address, apply, alongside }: Mutant): StackJson {
  const changed = replaced(stack, address, apply);
  return alongside === undefined ? changed : replaced(changed, alongside.address, () => alongside.config);
}

function replaced(stack: StackJson, address: string, apply: Edit): StackJson {
  const section = address.startsWith("data.") ? "data" : "resource";
  const [type, name] = address.replace(/^data\./, "").split(".") as [string, string];
  const all = (stack.json[section] ?? {}) as Record<string, Record<string, MutableObject>>;
  const { [name]: original, ...siblings } = all[type] ?? {};
  const changed = apply(structuredClone(original ?? {}));
  const blocks = { ...all, [type]: changed === undefined ? siblings : { ...siblings, [name]: changed } };
  return new StackJson(stack.name, { ...stack.json, [section]: blocks } as JsonObject);
}
