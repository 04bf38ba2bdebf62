import { effectOf } from "../catalog/replacement-attributes/replacement-attributes";
import { type OutputStack } from "../terraform-json/output";
import {
  type Json,
  type StackJson,
  type SynthesizedResource,
  asArray,
  asObject,
} from "../terraform-json/stack-json";
import { type AddressLock, type RecordedValues, type Values } from "./address-lock";
import { destinationOf } from "./moves";

/** A recorded value that differs from the emitted one: the next apply replaces the object. */
export interface Replacement {
  readonly stack: string;
  /** The emitted address. */
  readonly address: string;
  readonly argument: string;
  readonly recorded: string;
  readonly emitted: string;
}

/** Types whose values are recorded: their replacement ends all pods of their nodes at once. */
const RECORDED_TYPES: readonly string[] = ["aws_eks_node_group"];

/** Values that an environment emits. Subnets are left out: their zone is in the address. */
export function emittedValues(environment: string, stacks: readonly OutputStack[]): RecordedValues {
  return new Map(
    stacks
      .filter((each) => each.environment === environment)
      .map(({ stack }) => [stack.name, valuesOf(stack)] as const)
      .filter(([, values]) => values.size > 0),
  );
}

const valuesOf = (stack: StackJson): ReadonlyMap<string, Values> =>
  new Map(
    RECORDED_TYPES.flatMap((type) => stack.resources(type)).map((resource) => [
      resource.address,
      new Map(fixedValues(stack, resource)),
    ]),
  );

function fixedValues(stack: StackJson, { type, config }: SynthesizedResource): [string, string][] {
  const visit = (value: Json, argument: string): [string, string][] => {
    if (effectOf(type, argument, "changed") === "replace") return literal(stack, value, argument);
    const nested = asObject(asArray(value)[0] ?? value);
    return Object.entries(nested).flatMap(([key, item]) => visit(item, `${argument}.${key}`));
  };
  return Object.entries(config).flatMap(([key, value]) =>
    key === "//" || key === "lifecycle" ? [] : visit(value, key),
  );
}

/** A literal value, or the name of the resource that it refers to: another name replaces both. */
function literal(stack: StackJson, value: Json, argument: string): [string, string][] {
  const text = asArray(value).length > 0 ? asArray(value).map(String).join(", ") : String(value);
  if (!text.includes("${")) return [[argument, text]];
  const [, address] = /^\$\{([a-z][a-z0-9_]*\.[\w-]+)\.\w+\}$/.exec(text) ?? [];
  const name = address === undefined ? undefined : stack.find(address)?.config["name"];
  return typeof name === "string" && !name.includes("${") ? [[`${argument} (name)`, name]] : [];
}

/** Recorded values that are emitted with another value, at addresses that are kept. */
export function replacements({ values, moves }: AddressLock, emitted: RecordedValues): Replacement[] {
  return [...values].flatMap(([stack, byAddress]) =>
    [...byAddress].flatMap(([from, recorded]) => {
      const address = destinationOf(from, moves, stack) ?? from;
      const now = emitted.get(stack)?.get(address);
      return [...recorded].flatMap(([argument, value]) => {
        const other = now?.get(argument);
        return other === undefined || other === value
          ? []
          : [{ stack, address, argument, recorded: value, emitted: other }];
      });
    }),
  );
}

/** Addresses with a value that the lock does not record: synth would not notice its change. */
export const withoutRecord = ({ values }: AddressLock, emitted: RecordedValues): string[] =>
  [...emitted].flatMap(([stack, byAddress]) =>
    [...byAddress].flatMap(([address, now]) => {
      const recorded = values.get(stack)?.get(address);
      return [...now.keys()].every((argument) => recorded?.has(argument)) ? [] : [address];
    }),
  );
