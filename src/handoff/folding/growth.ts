import { type SettingPath } from "../../terraform/cause-record";
import { type Layer } from "../../base/layers";
import { type SettingRecord } from "../../terraform/environment-record";
import { nested } from "../../terraform/settings";
import { type StackJson, asArray } from "../../terraform/stack-json";
import { type TrialSynth } from "../../project/trial-synth";
import { UNSHAPED, isRecord } from "../variables/schema-forms";
import { type Collection, type Element } from "./collection";
import { FreshValues } from "./fresh-values";
import { asElement, variableName } from "./growing";

/** Stacks with one element more in each list that can grow. */
export interface Growth {
  readonly collections: readonly Collection[];
  readonly stacks: ReadonlyMap<Layer, StackJson>;
}

type Config = Record<string | number, unknown>;

/** A list or map of the file, and the same with one element more. */
interface Grown {
  readonly path: SettingPath;
  readonly elements: readonly Element[];
  readonly added: Element;
  readonly value: unknown;
}

/**
 * Synthesizes the environment with one element more in each list and map. One synthesis has all of them; only if it is refused,
 * each is tried alone, and those that are refused are left out.
 */
export function grownEnvironment(
  environment: string,
  settings: readonly SettingRecord[],
  synth: TrialSynth,
): Growth | undefined {
  const config = withZonesOfCluster(nested(settings) as Config);
  const all = grownIn(config);
  const tried = (some: readonly Grown[]) => synth(environment, settingsOf(some.reduce(replaced, config)));
  const together = tried(all);
  if ("stacks" in together) return { collections: all.flatMap(collectionsOf), stacks: together.stacks };
  const accepted = all.filter((each) => "stacks" in tried([each]));
  const rest = tried(accepted);
  return "stacks" in rest ? { collections: accepted.flatMap(collectionsOf), stacks: rest.stacks } : undefined;
}

/** EKS refuses other zones for a cluster that exists, so that those of its network grow alone. */
function withZonesOfCluster(config: Config): Config {
  const { cluster, network } = config as Record<string, Config | undefined>;
  const zones = cluster?.["zones"] ?? network?.["zones"];
  return cluster === undefined || zones === undefined
    ? config
    : { ...config, cluster: { ...cluster, zones } };
}

/** The collection of a list, and those of the lists of texts in its items. */
function collectionsOf({ path, elements, added, value }: Grown): Collection[] {
  const [last] = Object.values(value as object).slice(-1);
  const settings = typeof last === "object" && last !== null ? Object.keys(last) : [];
  const outer: Collection = { name: variableName(path), path, elements, added, settings };
  const lists = [...added.values].filter(([, value]) => Array.isArray(value)).map(([name]) => name);
  return [outer, ...lists.map((name) => innerOf(outer, name))];
}

function innerOf(outer: Collection, list: string): Collection {
  const inside = (parent: Element): Element[] =>
    asArray(parent.values.get(list)).map((item) => ({ key: String(item), values: new Map(), parent }));
  const [added] = outer.added ? inside(outer.added) : [];
  return {
    name: `${outer.name}_${list}`,
    parent: outer,
    elements: outer.elements.flatMap(inside),
    ...(added ? { added } : {}),
  };
}

/** Recorded settings have the paths of values; the trial reads one value for the whole file. */
const settingsOf = (config: Config): SettingRecord[] =>
  Object.entries(config).map(([key, value]) => ({ path: [key], value: value as SettingRecord["value"] }));

/** Lists and maps outside of others, each with one element more. */
function grownIn(config: Config): Grown[] {
  const fresh = new FreshValues(JSON.stringify(config));
  const visit = (value: unknown, path: SettingPath): Grown[] => {
    if (UNSHAPED.has(path[0]) || path[0] === "tags" || path.join(".") === "cluster.zones") return [];
    if (Array.isArray(value)) return listGrown(value, path, fresh);
    if (typeof value !== "object" || value === null) return [];
    if (isRecord(path)) return mapGrown(value as Config, path, fresh);
    return Object.entries(value).flatMap(([key, child]) => visit(child, [...path, key]));
  };
  return visit(config, []);
}

function listGrown(list: readonly unknown[], path: SettingPath, fresh: FreshValues): Grown[] {
  const last = list.at(-1);
  if (last === undefined) return [];
  const value = fresh.like(last);
  if (value === undefined) return [];
  const elements = list.map((item) => asElement(item));
  return [{ path, elements, added: asElement(value), value: [...list, value] }];
}

function mapGrown(map: Config, path: SettingPath, fresh: FreshValues): Grown[] {
  const entries = Object.entries(map);
  const last = entries.at(-1)?.[1];
  if (typeof last !== "object" || last === null) return [];
  const key = fresh.name();
  const value = fresh.like(last);
  const elements = entries.map(([name, item]) => asElement(item, name));
  return [{ path, elements, added: asElement(value, key), value: { ...map, [key]: value } }];
}

function replaced(config: Config, { path, value }: Pick<Grown, "path" | "value">): Config {
  const [step, ...rest] = path;
  if (step === undefined) return value as Config;
  return {
    ...config,
    [step]: rest.length === 0 ? value : replaced(config[step] as Config, { path: rest, value }),
  };
}
