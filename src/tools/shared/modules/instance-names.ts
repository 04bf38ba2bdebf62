import { movesIn } from "../../../proof/terraform-json/expansion/moves";
import { type JsonObject, asObject } from "../../../proof/terraform-json/stack-json";
import { blockAddress } from "../../../shared/terraform/terraform-references";

/** Addresses of a module's instances as addresses of blocks, which every check reads. */
export interface InstanceNames {
  /** Address as one block, by the address of the instance. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Addresses as blocks of all instances, by the address of their block. */
  readonly instances: ReadonlyMap<string, readonly string[]>;
}

/**
 * An instance has the address that its `moved` block leads from: the one of the checked stack, which waivers name. Another instance has
 * the name of its block with its key.
 */
export function instanceNames(module: JsonObject, addresses: readonly string[]): InstanceNames {
  const taken = new Set(addresses);
  const moves = new Map(movesIn(module).map(({ from, to }) => [to, from]));
  const variables = new Set(["main", ...Object.keys(asObject(module["variable"]))]);
  const renamed = new Map<string, string>();
  const instances = new Map<string, string[]>();
  for (const address of addresses) {
    const from = address.endsWith("]") ? moves.get(address) : undefined;
    const isFree = from !== undefined && !taken.has(from) && !from.includes("[");
    const name = isFree ? from : ownName(address, taken, variables);
    taken.add(name);
    if (name !== address) renamed.set(address, name);
    const block = blockAddress(address);
    instances.set(block, [...(instances.get(block) ?? []), name]);
  }
  return { renamed, instances };
}

function ownName(address: string, taken: ReadonlySet<string>, variables: ReadonlySet<string>): string {
  const block = blockAddress(address);
  if (block === address) return address;
  const key = address
    .slice(block.length)
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  // No move tells the former address of a data source. A family that is named after its variable has nothing but the key in it.
  const alone = `${block.slice(0, block.lastIndexOf("."))}.${key}`;
  const isNamedByKey = address.startsWith("data.") && variables.has(block.slice(block.lastIndexOf(".") + 1));
  if (isNamedByKey && /^[A-Za-z_]\w*$/.test(key) && !taken.has(alone)) return alone;
  const base = key === "" ? block : `${block}_${key}`;
  for (let name = base, number = 2; ; name = `${base}_${number}`, number += 1)
    if (!taken.has(name)) return name;
}
