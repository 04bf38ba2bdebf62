import { isDeepStrictEqual } from "node:util";
import { type SettingRecord } from "../../terraform/environment-record";
import { isJsonObject } from "../../terraform/stack-json";
import {
  type HeldSettings,
  elementName,
  elementNames,
  isBelow,
  isNameOf,
  settingIn,
} from "../../project/held-settings";
import { type Collection } from "../folding/collection";
import { snakeCase, variableName } from "../folding/growing";
import { type Module } from "../module/module";
import { variableNames } from "../values/names";

type Settings = readonly SettingRecord[];
type HeldSetting = HeldSettings["settings"][number];
type HeldElements = HeldSettings["elements"][number];
type VariablePlace = HeldElements["in"];

/** The settings of an environment, with the variables of its modules in place of the values that these hold. */
export function heldSettings(
  settings: Settings,
  modules: readonly Module[],
  collections: readonly Collection[],
): HeldSettings {
  const values = new Map(modules.map((module) => [module.layer, module.values]));
  const elements = collections.flatMap((each) => elementsOf(settings, modules, each));
  return {
    elements,
    settings: settings.flatMap(({ path, value }): HeldSetting[] => {
      const access = elements.find(
        (each) => each.path.join(".") === "cluster.access" && isBelow(path, each.path),
      );
      const field = ACCESS[String(path.at(-1))];
      const role = elementName(settings, path.slice(0, 3));
      if (access && field === "") return [];
      if (access && field !== undefined) return [{ path, in: [[...access.in, role, field]] }];
      const places = modules
        .flatMap((module) => placesOf(path, settings, module, collections))
        .filter((place) => isDeepStrictEqual(settingIn(values, place) ?? null, value));
      // The names of elements tell which settings are theirs.
      const isName = elements.some((each) => isNameOf(path, each.path));
      return [places.length > 0 && !isName ? { path, in: places } : { path, value }];
    }),
  };
}

/** Fields of an access entry, by the key of the file. Groups of people are among its groups. */
const ACCESS: Record<string, string> = { groups: "kubernetes_groups", people: "", policy: "policy_arn" };

/** Places of a module that a setting can have by its name. */
function placesOf(
  path: SettingRecord["path"],
  settings: Settings,
  { layer, absorbed }: Module,
  collections: readonly Collection[],
): VariablePlace[] {
  const names = [...variableNames(path, settings), variableName(path)];
  const inFields = names.flatMap((name): VariablePlace[] => {
    const [, variable = "", key = '""', field = ""] =
      /^var\.(\w+)\[("(?:[^"\\]|\\.)*")\]\.(\w+)$/.exec(absorbed.get(name) ?? "") ?? [];
    return [[layer, variable, JSON.parse(key) as string, field]];
  });
  const inElements = collections.flatMap(({ name, path: list = path }): VariablePlace[] => {
    if (!isBelow(path, list)) return [];
    const key = elementName(settings, path.slice(0, list.length + 1));
    return [[layer, name, key, snakeCase(path.slice(list.length + 1).join("_"))]];
  });
  const all = [...names.map((name): VariablePlace => [layer, name]), ...inFields, ...inElements];
  return [...new Map(all.map((place) => [place.join("\n"), place])).values()];
}

/** The variable with the elements of a list or mapping of objects: a map before a list of names. */
function elementsOf(
  settings: Settings,
  modules: readonly Module[],
  { path, name }: Collection,
): HeldElements[] {
  if (path === undefined) return [];
  const inside = settings.filter(
    (setting) => isBelow(setting.path, path) && setting.path.length > path.length + 1,
  );
  const keys = new Set(inside.map((each) => elementName(settings, each.path.slice(0, path.length + 1))));
  const holders = modules.filter(
    ({ values }) => keys.size > 0 && isDeepStrictEqual(new Set(elementNames(values[name])), keys),
  );
  const holder = holders.find(({ values }) => isJsonObject(values[name])) ?? holders[0];
  return holder ? [{ path, in: [holder.layer, name] }] : [];
}
