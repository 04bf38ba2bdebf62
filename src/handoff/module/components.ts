import { type StackJson } from "../../terraform/stack-json";
import { type Family } from "../folding/families";

/** Component of each block, by its address. */
export type Components = ReadonlyMap<string, string>;

/** Fewest blocks of a component that has a file of its own. */
const FEWEST = 2;

/**
 * Components that have a file of their own, by the addresses of their blocks in the module: an owner who turns a component off deletes
 * its file. cdktf records the constructs of a block, and a construct in lower case is one component. Blocks of all others, and those of
 * the owner's own files, have the file of their type.
 */
export function componentsOf(stack: StackJson, families: readonly Family[]): Components {
  const found = new Map<string, string>();
  for (const { address, constructPath } of [...stack.resources(), ...stack.dataSources()]) {
    const component = componentIn(constructPath ?? "");
    if (component !== undefined) found.set(address, component);
  }
  for (const { address, members } of families) {
    const own = new Set(members.map((member) => found.get(member.address)));
    for (const member of members) found.delete(member.address);
    const [component] = own;
    if (own.size === 1 && component !== undefined) found.set(address, component);
  }
  const counts = new Map<string, number>();
  for (const component of found.values()) counts.set(component, (counts.get(component) ?? 0) + 1);
  return new Map([...found].filter(([, component]) => (counts.get(component) ?? 0) >= FEWEST));
}

/** The name of the stack begins the path, and the construct of the block ends it. */
function componentIn(constructPath: string): string | undefined {
  const [, component, ...others] = constructPath.split("/");
  return others.length > 0 && component !== undefined && /^[a-z]/.test(component) ? component : undefined;
}
