import { movesIn } from "../../terraform/moves";
import { type JsonObject } from "../../terraform/stack-json";
import { blockAddress } from "../../terraform/terraform-references";

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
  // No move tells the former address of a data source: it is named as the resource of its family.
  const names = new Map([...moves].map(([to, from]) => [afterType(to), afterType(from)]));
  const renamed = new Map<string, string>();
  const instances = new Map<string, string[]>();
  for (const address of addresses) {
    const from = address.endsWith("]") ? moves.get(address) : undefined;
    const isFree = from !== undefined && !taken.has(from) && !from.includes("[");
    const name = isFree ? from : ownName(address, taken, names);
    taken.add(name);
    if (name !== address) renamed.set(address, name);
    const block = blockAddress(address);
    instances.set(block, [...(instances.get(block) ?? []), name]);
  }
  return { renamed, instances };
}

const afterType = (address: string): string => address.replace(/^(data\.)?[^.]*\./, "");

function ownName(address: string, taken: ReadonlySet<string>, names: ReadonlyMap<string, string>): string {
  const block = blockAddress(address);
  if (block === address) return address;
  const key = address
    .slice(block.length)
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  const named = names.get(afterType(address));
  const asResource = `${block.slice(0, block.lastIndexOf("."))}.${named ?? ""}`;
  if (named !== undefined && address.startsWith("data.") && !taken.has(asResource)) return asResource;
  const alone = `${block.slice(0, block.lastIndexOf("."))}.${key}`;
  // A family whose members were named by their keys alone is `main`.
  const isMain = address.startsWith("data.") && block.endsWith(".main") && /^[a-z]\w*$/i.test(key);
  if (isMain && !taken.has(alone)) return alone;
  const base = key === "" ? block : `${block}_${key}`;
  for (let name = base, number = 2; ; name = `${base}_${number}`, number += 1)
    if (!taken.has(name)) return name;
}
