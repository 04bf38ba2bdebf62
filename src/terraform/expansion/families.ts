import { type Json, type JsonObject, blocks } from "../stack-json";
import { Mistake } from "../mistake";
import { type NameScope } from "../language/scope";
import { type BlockInstance, ONLY_INSTANCE, countedInstances, keyedInstances } from "../language/instances";
import { parseExpression } from "../language/syntax/parser";
import { escaped } from "../language/syntax/print";
import { HclMap, HclUnknown, type HclValue, object, tuple } from "../language/values/value";
import { valueOfJson } from "../language/module-scope";

/** A resource or data source as written. */
export interface Written {
  readonly section: "resource" | "data";
  readonly type: string;
  readonly name: string;
  /** `aws_subnet.private`, `data.aws_vpc.main`. */
  readonly address: string;
  readonly body: JsonObject;
}

export function writtenIn(module: JsonObject): Written[] {
  const found: Written[] = [];
  for (const section of ["resource", "data"] as const)
    for (const byType of blocks(module[section]))
      for (const [type, byNames] of Object.entries(byType))
        for (const byName of blocks(byNames))
          for (const [name, bodies] of Object.entries(byName))
            for (const body of blocks(bodies)) {
              const prefix = section === "data" ? "data." : "";
              found.push({ section, type, name, address: `${prefix}${type}.${name}`, body });
            }
  return found;
}

/** Instances of a block; undefined if their keys are not known before an apply. */
export function instancesIn(
  { address, body }: Written,
  scope: NameScope,
): readonly BlockInstance[] | undefined {
  try {
    if (body["for_each"] !== undefined) return keyedInstances(valueOfJson(body["for_each"] as Json, scope));
    if (body["count"] !== undefined) return countedInstances(valueOfJson(body["count"] as Json, scope));
  } catch (error) {
    throw error instanceof Mistake ? error.inBlock(address) : error;
  }
  return [ONLY_INSTANCE];
}

/** The value of a reference to a block with several instances; undefined for any other. */
export function familyValue(
  { address, body }: Written,
  instances: readonly BlockInstance[] | undefined,
  renamed: ReadonlyMap<string, string>,
): HclValue | undefined {
  const only = body["for_each"] === undefined && body["count"] === undefined;
  if (only) return renamed.has(address) ? reference(renamed.get(address) ?? address) : undefined;
  if (!instances) return undefined;
  const items = instances.map(({ key, names }) => {
    const each = names.get("each");
    const name = each instanceof HclMap ? String(each.entries.get("key")) : key;
    const target = renamed.get(`${address}${key}`) ?? `${address}${key}`;
    return [name, reference(target)] as const;
  });
  return body["for_each"] === undefined ? tuple(items.map(([, item]) => item)) : object(items);
}

const reference = (address: string): HclUnknown => new HclUnknown(parseExpression(escaped(address)));
