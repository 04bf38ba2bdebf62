import {
  ABSENT_BLOCKS,
  type Json,
  type JsonObject,
  StackJson,
  type SynthesizedResource,
  asObject,
} from "./stack-json";
import { instancesOf } from "./existence/instances";
import { type Scope } from "./interpreter";
import { repetitionOf } from "./existence/repetition";

/** Blocks of the instances of a block, each with its name. */
export type Instances = readonly (readonly [name: string, config: JsonObject])[];

export const scopeOf = ({ json }: StackJson): Scope => ({
  variables: asObject(json["variable"]),
  locals: asObject(json["locals"]),
});

/**
 * Known instances of the blocks of a plan, each of which exists.
 *
 * @param isWhole whether the plan has every value of a block. Instances of another one would hide what it lacks.
 */
export function plannedInstances(
  stack: StackJson,
  isWhole: (block: SynthesizedResource) => boolean,
): ReadonlyMap<string, Instances> {
  const scope = scopeOf(stack);
  return new Map(
    [...stack.resources(), ...stack.dataSources()].filter(isWhole).flatMap((block) => {
      const { known = [] } = repetitionOf(block.config, scope);
      const instances = known.length > 0 ? instancesOf(block, known) : undefined;
      return instances ? [[block.address, instances] as const] : [];
    }),
  );
}

/** A stack with the instances of these blocks in their place. */
export function stackWith(stack: StackJson, instances: ReadonlyMap<string, Instances>): StackJson {
  if (instances.size === 0) return stack;
  const gone = [...instances].flatMap(([address, each]) => (each.length === 0 ? [address] : []));
  const notes = { ...asObject(stack.json["//"]), [ABSENT_BLOCKS]: [...stack.absent, ...gone] };
  const section = (name: string, prefix: string): JsonObject =>
    stack.json[name] === undefined
      ? {}
      : { [name]: sectionWith(asObject(stack.json[name]), prefix, instances) };
  const json = { ...stack.json, ...section("resource", ""), ...section("data", "data."), "//": notes };
  return new StackJson(stack.name, json, stack.generated);
}

const sectionWith = (
  section: JsonObject,
  prefix: string,
  instances: ReadonlyMap<string, Instances>,
): JsonObject =>
  Object.fromEntries(
    Object.entries(section).map(([type, blocks]) => [
      type,
      Object.fromEntries(
        Object.entries(asObject(blocks)).flatMap(
          ([name, config]): (readonly [string, Json])[] =>
            instances.get(`${prefix}${type}.${name}`)?.slice() ?? [[name, config]],
        ),
      ),
    ]),
  );
