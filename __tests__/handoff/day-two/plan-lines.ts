import { effectOf } from "../../../src/facts/replacement-attributes";
import { type Json, type JsonObject, StackJson, blocks } from "../../../src/terraform/stack-json";

/** Blocks of a stack by their address; sections without types, such as outputs and required providers, are blocks too. */
type Blocks = ReadonlyMap<string, Json>;

/**
 * The lines of a plan for two configurations of one layer: `+` is added, `-` removed, `~` changed in place and `-/+` replaced, with
 * the paths of the arguments. The order of creation and postconditions are no changes of a plan.
 */
export function planLines(layer: string, before: JsonObject, after: JsonObject): string[] {
  const [old, now] = [blocksOf(before), blocksOf(after)];
  const added = [...now.keys()].filter((address) => !old.has(address));
  const removed = [...old.keys()].filter((address) => !now.has(address));
  const changed = [...old].flatMap(([address, block]) => {
    const other = now.get(address);
    if (other === undefined) return [];
    const paths = changedPaths(block, other);
    if (paths.size === 0) return [];
    const [type = ""] = address.split(".");
    const isReplaced = [...paths].some((path) => effectOf(type, path, "changed") === "replace");
    return [`${layer} ${isReplaced ? "-/+" : "~"} ${address}: ${[...paths].sort().join(", ")}`];
  });
  return [
    ...added.map((address) => `${layer} + ${address}`),
    ...removed.map((address) => `${layer} - ${address}`),
    ...changed,
  ].sort();
}

function blocksOf(json: JsonObject): Blocks {
  const stack = new StackJson("", json);
  const named = (section: string, blocks: JsonObject): [string, Json][] =>
    Object.entries(blocks).map(([name, body]) => [`${section}.${name}`, body]);
  return new Map<string, Json>([
    ...[...stack.resources(), ...stack.dataSources()].map(
      ({ address, config }) => [address, config] as const,
    ),
    ...named("output", stack.outputs),
    ...named("provider", stack.providers),
    ...named("required_providers", requiredProviders(json)),
  ]);
}

/** In HCL as read, each block is in a list. */
const requiredProviders = (json: JsonObject): JsonObject =>
  Object.fromEntries(
    blocks(json["terraform"])
      .flatMap((settings) => blocks(settings["required_providers"]))
      .flatMap((providers) => Object.entries(providers)),
  );

/** Meta-arguments that no plan shows. */
const UNPLANNED = ["depends_on", "lifecycle"];

/** Paths of the leaves that differ, without positions in lists. */
function changedPaths(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[] = [],
): Set<string> {
  if (textOf(before) === textOf(after)) return new Set();
  const isHolder = (value: Json | undefined): value is Json =>
    value !== null && typeof value === "object" && Object.keys(value).length > 0;
  if (!isHolder(before) && !isHolder(after)) return new Set([path.join(".")]);
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter(
    (key) => path.length > 0 || !UNPLANNED.includes(key),
  );
  return new Set(
    keys.flatMap((key) => {
      const isPosition = Array.isArray(before) || Array.isArray(after);
      return [...changedPaths(old.get(key), now.get(key), isPosition ? path : [...path, key])];
    }),
  );
}

/** The reference to a provider is a name in JSON and an expression in HCL. */
const textOf = (value: Json | undefined): string | undefined =>
  JSON.stringify(value)?.replace(/^"\$\{([\w.]+)\}"$/, '"$1"');

const entriesOf = (value: Json | undefined): Map<string, Json> =>
  new Map(value !== null && typeof value === "object" ? (Object.entries(value) as [string, Json][]) : []);
