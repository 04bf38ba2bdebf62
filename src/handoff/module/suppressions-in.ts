import { reasonOf } from "../../checks/files";
import { type Scanner } from "../../checks/scanner-versions";
import { type Suppression, type WaivedRules, suppressionsOf } from "../../checks/suppressions";
import { type JsonObject, StackJson } from "../../terraform/stack-json";
import { type Layer } from "../../base/layers";
import { type Family } from "../folding/families";

/** The parts of a module that scanners read, and the stack that they are from. */
export interface Scanned {
  readonly layer: Layer;
  readonly json: JsonObject;
  readonly source: JsonObject;
  readonly families: readonly Family[];
}

/**
 * Expected findings of a scanner in a module: those of its stack, at the blocks of the module. Scanners report the one block of
 * a family, so its members have one entry for the same reason.
 */
export function suppressionsIn(
  scanner: Scanner,
  { layer, json, source, families }: Scanned,
  waivers: readonly WaivedRules[],
): Suppression[] {
  const blocks = new Map(new StackJson(layer, json).resources().map((block) => [block.address, block]));
  const familyOf = new Map(
    families.flatMap(({ address, members }) => members.map((member) => [member.address, address])),
  );
  const found = new Map<string, Suppression>();
  for (const each of suppressionsOf(scanner, new StackJson(layer, source), waivers)) {
    const address = familyOf.get(each.resource.address) ?? each.resource.address;
    const resource = blocks.get(address);
    if (resource === undefined) throw new Error(`${layer}: ${address} is in its stack and not in the module`);
    found.set(`${address} ${each.rule} ${reasonOf(each)}`, { ...each, resource });
  }
  return [...found.values()];
}
