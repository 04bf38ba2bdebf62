import { type Json, type JsonObject, type SynthesizedResource } from "../stack-json";
import { type BlockInstance, OPEN_INSTANCE } from "../language/instances";
import { type NameScope } from "../language/scope";
import { readsName, withKnownValues } from "../language/known-values";

/** Arguments that decide on the instances themselves, or that Terraform reads as names. */
const KEPT: readonly string[] = ["count", "for_each", "depends_on", "provider", "lifecycle", "//"];

/**
 * A block for each known instance, none where there is no instance, with the values of `each` and `count` in its arguments. Undefined
 * if no argument reads one of them.
 */
export function knownInstances(
  { name, config }: SynthesizedResource,
  known: readonly BlockInstance[],
  scope: NameScope,
): readonly (readonly [name: string, config: JsonObject])[] | undefined {
  if (known.length === 0) return [];
  const isRead = Object.entries(config).some(([key, item]) => !KEPT.includes(key) && readsInstance(item));
  if (!isRead) return undefined;
  return known.map(({ key, names }) => [
    `${name}${key}`,
    Object.fromEntries(
      Object.entries(config).map(([argument, item]) => [
        argument,
        KEPT.includes(argument) || !readsInstance(item) ? item : withKnownValues(item, scope, names),
      ]),
    ),
  ]);
}

/** Whether a value has an expression of the key, value or index of its instance. */
export const readsInstance = (value: Json): boolean => readsName(value, OPEN_INSTANCE.names);
