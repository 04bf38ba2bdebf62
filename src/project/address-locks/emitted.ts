import { type OutputStack } from "../../terraform/output";
import { type StackJson, type SynthesizedResource } from "../../terraform/stack-json";
import { type Instances, type Inventory } from "./lock";

/** Addresses that a synth emits for one environment, by stack. */
export function emittedAddresses(
  environment: string,
  stacks: readonly OutputStack[],
): ReadonlyMap<string, Inventory> {
  return new Map(
    stacks
      .filter((each) => each.environment === environment)
      .map(({ stack }) => [stack.name, addressesOf(stack)]),
  );
}

const addressesOf = (stack: StackJson): Inventory =>
  new Map(stack.resources().map((resource) => [resource.address, instancesOf(resource)]));

function instancesOf({ config }: SynthesizedResource): Instances {
  if (config["for_each"] !== undefined) return "each";
  return config["count"] === undefined ? "one" : "count";
}
