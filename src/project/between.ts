import { isDeepStrictEqual } from "node:util";
import { isInCluster } from "../infrastructure/kubernetes-rollouts";
import { stateChangesIn } from "../infrastructure/state-blocks";
import {
  asArray,
  asObject,
  block,
  blocks,
  type Json,
  jsonIn,
  type JsonObject,
  type StackJson,
  type SynthesizedResource,
} from "../terraform/stack-json";
import { unitedPolicies } from "./apply-order/united-policies";

/** The configuration of a layer until the rollouts of a change have ended: the new one, with what running pods need of the old one. */
interface Between {
  readonly json: JsonObject;
  /** Blocks that the second apply changes or removes. */
  readonly kept: readonly string[];
  /** Addresses of a plan that leaves removed blocks alone. Empty where the plan needs no choice. */
  readonly targets: readonly string[];
}

/** Kinds that pods name or use while they run or start, and that end with a block of their own. */
const NEEDED =
  /^(kubernetes_(persistent_volume(_claim)?|network_policy|service_account|config_map|secret|role|role_binding)(_v1)?|aws_iam_(role|policy|role_policy|role_policy_attachment)|aws_vpc_security_group_(in|e)gress_rule|aws_security_group_rule)$/;

const VOLUME = /^kubernetes_persistent_volume(_claim)?(_v1)?$/;
const NETWORK_POLICY = /^kubernetes_network_policy(_v1)?$/;

/** Ending of the address and name of what has the old contents until the rollout has ended. */
const BEFORE = "before_rollout";

/**
 * The intermediate configuration of a layer; undefined where the change removes nothing that pods need, and for a layer that is not
 * applied from where the pods can be watched.
 *
 * @param evaluated a value of the new configuration with the values of the states, where these determine it
 */
export function betweenOf(
  before: StackJson | undefined,
  after: StackJson,
  evaluated: Evaluate = () => undefined,
): Between | undefined {
  if (!before || !isInCluster(after)) return undefined;
  const replaced = replacedVolumes(before, after);
  const resources = blocksOf(after.generated, replaced, "now");
  for (const { now } of replaced)
    put(resources, now.type, `${now.name}_${endingOf(now)}`, take(resources, now));
  for (const { old, now } of replaced) {
    const own = asObject(blocksOf(before.json, replaced, "old")[now.type])[now.name];
    put(resources, now.type, `${now.name}_${endingOf(old)}`, oldContents(asObject(own), now));
  }
  const changed = [
    ...replaced.map(({ now }) => now.address),
    ...unitePolicies(resources, before, after, evaluated),
    ...addNetworkPolicies(resources, before, after),
  ];
  const { needed, others } = removedBlocks(before, after);
  if (changed.length + needed.length === 0) return undefined;
  const moved = [
    ...asArray(after.generated["moved"]),
    ...replaced.map(({ old, now }) => ({ from: now.address, to: `${now.address}_${endingOf(old)}` })),
  ];
  const json = { ...after.generated, resource: resources, ...(moved.length > 0 ? { moved } : {}) };
  const own = after.resources().filter(({ type, name }) => !isGenerated(after, type, name));
  const generated = Object.entries(resources).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
  const configured = [...generated, ...[...own, ...after.dataSources()].map(({ address }) => address)];
  const from = moved.map((each) => String(asObject(each)["from"]));
  return {
    json,
    kept: [...changed, ...needed],
    targets: needed.length === 0 ? [] : [...configured, ...from, ...others],
  };
}

/** Whether synth writes a block. Files of the owner stay as they are. */
const isGenerated = ({ generated }: StackJson, type: string, name: string): boolean =>
  name in asObject(asObject(generated["resource"])[type]);

/** Volumes and claims of synth whose contents change, unless a file of the owner names them. */
function replacedVolumes(before: StackJson, after: StackJson): Pair[] {
  const own = JSON.stringify(after.resources().filter(({ type, name }) => !isGenerated(after, type, name)));
  return after.resources().flatMap((now): Pair[] => {
    const old = before.find(now.address);
    if (!old || !VOLUME.test(now.type) || !isGenerated(after, now.type, now.name)) return [];
    if (own.includes(now.address)) return [];
    return endingOf(old) === endingOf(now) ? [] : [{ old, now }];
  });
}

type Evaluate = (value: Json) => Json | undefined;

interface Pair {
  readonly old: SynthesizedResource;
  readonly now: SynthesizedResource;
}

type Blocks = Record<string, Record<string, Json>>;

const metadataOf = ({ config }: Pick<SynthesizedResource, "config">): JsonObject => block(config["metadata"]);

/** Ending of a name, which has a hash of the contents of a volume or claim. */
const endingOf = (resource: SynthesizedResource): string =>
  /[0-9a-z]+$/.exec(String(metadataOf(resource)["name"]))?.[0] ?? "";

/** Resources of a stack, naming replaced blocks by the address that they have meanwhile. */
function blocksOf(json: JsonObject, replaced: readonly Pair[], side: keyof Pair): Blocks {
  const text = replaced.reduce(
    (known, pair) =>
      known.replaceAll(
        new RegExp(`(?<![\\w.])${pair.now.address.replace(".", "\\.")}(?![\\w-])`, "g"),
        `${pair.now.address}_${endingOf(pair[side])}`,
      ),
    JSON.stringify(json["resource"] ?? {}),
  );
  return JSON.parse(text) as Blocks;
}

function put(resources: Blocks, type: string, name: string, config: Json): void {
  resources[type] = { ...resources[type], [name]: config };
}

function take(resources: Blocks, { type, name }: SynthesizedResource): Json {
  const { [name]: config = null, ...others } = resources[type] ?? {};
  resources[type] = others;
  return config;
}

/** A block with the contents of the deployed one. A state also has values that nothing can set, and defaults. */
function oldContents(
  old: JsonObject,
  now: SynthesizedResource,
  rename?: (name: string) => string,
): JsonObject {
  const own = block(old["metadata"]);
  const written = Object.keys(metadataOf(now)).flatMap((key): [string, Json][] => {
    const value = own[key];
    return value === undefined ? [] : [[key, key === "name" && rename ? rename(String(value)) : value]];
  });
  return { ...now.config, metadata: Object.fromEntries(written), spec: withoutDefaults(old["spec"] ?? null) };
}

function withoutDefaults(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutDefaults(item));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value as JsonObject).map(
    ([key, item]) => [key, withoutDefaults(item)] as const,
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== null && item !== 0 && item !== false));
}

/** Gives changed policies the rights of both versions. Returns their addresses. */
function unitePolicies(
  resources: Blocks,
  before: StackJson,
  after: StackJson,
  evaluated: Evaluate,
): string[] {
  return after.resources().flatMap(({ type, name, address, config }) => {
    const old = before.find(address)?.config;
    const united = ["policy", "assume_role_policy"].flatMap((key): [string, string][] => {
      const known = jsonIn(evaluated(config[key] ?? null));
      const text = unitedPolicies(jsonIn(config[key]), jsonIn(old?.[key]), known);
      return text === undefined ? [] : [[key, text]];
    });
    if (united.length === 0 || !isGenerated(after, type, name)) return [];
    put(resources, type, name, { ...asObject(resources[type]?.[name]), ...Object.fromEntries(united) });
    return [address];
  });
}

/** Adds the old contents of changed network policies, which allow traffic beside the new ones. Returns the addresses of these. */
function addNetworkPolicies(resources: Blocks, before: StackJson, after: StackJson): string[] {
  return after.resources().flatMap((now) => {
    const old = before.find(now.address);
    const { type, name, address, config } = now;
    if (!old || !NETWORK_POLICY.test(type) || !isGenerated(after, type, name)) return [];
    if (allowsAll(block(config["spec"]), block(old.config["spec"]))) return [];
    const kept = `${name}_${BEFORE}`;
    const suffix = BEFORE.replaceAll("_", "-");
    put(
      resources,
      type,
      kept,
      oldContents(old.config, now, (each) => `${each}-${suffix}`),
    );
    const first = [...asArray(config["depends_on"]), `${type}.${kept}`];
    put(resources, type, name, { ...asObject(resources[type]?.[name]), depends_on: first });
    return [address];
  });
}

/** Whether a network policy has every rule of another one, for the same pods. */
function allowsAll(now: JsonObject, old: JsonObject): boolean {
  const { ingress, egress, ...others } = old;
  const { ingress: nowIn, egress: nowOut, ...nowOthers } = now;
  const has = (rules: Json | undefined, lost: Json | undefined): boolean =>
    blocks(lost).every((rule) => blocks(rules).some((each) => isSame(each, rule)));
  return isSame(nowOthers, others) && has(nowIn, ingress) && has(nowOut, egress);
}

const isSame = (one: Json | undefined, other: Json | undefined): boolean =>
  isDeepStrictEqual(withoutDefaults(one ?? null), withoutDefaults(other ?? null));

/** Blocks that the change no longer has. Those in a namespace that ends with them end with it. */
function removedBlocks(before: StackJson, after: StackJson): Record<"needed" | "others", readonly string[]> {
  const { moved, forgotten } = stateChangesIn(after);
  const gone = before
    .resources()
    .filter(({ address }) => !after.find(address) && !moved.has(address) && !forgotten.has(address));
  const namespaces = gone
    .filter(({ type }) => type.startsWith("kubernetes_namespace"))
    .map((each) => metadataOf(each)["name"]);
  const isNeeded = (each: SynthesizedResource): boolean =>
    NEEDED.test(each.type) && !namespaces.includes(metadataOf(each)["namespace"] ?? null);
  const addresses = (all: readonly SynthesizedResource[]): string[] => all.map(({ address }) => address);
  return {
    needed: addresses(gone.filter(isNeeded)),
    others: addresses(gone.filter((each) => !isNeeded(each))),
  };
}

/**
 * Moves that bring volumes and claims of an earlier intermediate configuration back to the addresses of a stack. The ending of its name
 * tells which object is the one of the stack.
 *
 * @param deployed addresses in the state
 */
export const movesBack = (stack: StackJson, deployed: readonly string[]): JsonObject[] =>
  stack.resources().flatMap((each) => {
    const from = `${each.address}_${endingOf(each)}`;
    const isMeant = VOLUME.test(each.type) && deployed.includes(from) && !deployed.includes(each.address);
    return isMeant ? [{ from, to: each.address }] : [];
  });
