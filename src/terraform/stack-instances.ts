import { type StackJson, type SynthesizedResource } from "./stack-json";
import { knownInstances } from "./existence/instances";
import { repetitionOf } from "./existence/repetition";
import { stackWith } from "./existence/stack-with";
import { stackNames, openScopeOf } from "./existence/scope-of";

/**
 * Puts the known instances of the blocks of a plan, each of which exists, in the place of the blocks.
 *
 * @param isWhole whether the plan has every value of a block. Instances of another one would hide what it lacks.
 */
export function plannedInstances(
  stack: StackJson,
  isWhole: (block: SynthesizedResource) => boolean,
): (stack: StackJson) => StackJson {
  const names = stackNames(stack);
  const scope = openScopeOf(names);
  const instances = new Map(
    [...stack.resources(), ...stack.dataSources()].filter(isWhole).flatMap((block) => {
      const { known = [] } = repetitionOf(block.config, names);
      const instances = known.length > 0 ? knownInstances(block, known, scope) : undefined;
      return instances ? [[block.address, instances] as const] : [];
    }),
  );
  return (read) => stackWith(read, instances);
}
