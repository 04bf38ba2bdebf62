import { type Json, type JsonObject, StackJson, asObject } from "../stack-json";
import { ABSENT_BLOCKS } from "./notes";

/** Blocks of the instances of a block, each with its name. */
type Instances = readonly (readonly [name: string, config: JsonObject])[];

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
