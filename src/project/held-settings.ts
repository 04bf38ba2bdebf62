import { type SettingPath } from "../terraform/cause-record";
import { type Layer } from "../base/layers";
import { type ModuleValues, valueIn } from "./modules/value-in";
import { type SettingRecord } from "../terraform/environment-record";
import { type Json, asArray, isJsonObject } from "../terraform/stack-json";

/** A layer, its variable, and the steps to a part of the variable's value: `cluster`, `node_groups`, `general`, `disk_gib`. */
type VariablePlace = readonly [layer: Layer, variable: string, ...steps: readonly string[]];

/** A setting of a hand-over: a value that no module has, or the places in variables that hold it. */
type HeldSetting = SettingRecord | { readonly path: SettingPath; readonly in: readonly VariablePlace[] };

/** A list or mapping of settings whose elements a variable has, by their names. */
interface HeldElements {
  readonly path: SettingPath;
  readonly in: VariablePlace;
}

export interface HeldSettings {
  readonly settings: readonly HeldSetting[];
  readonly elements: readonly HeldElements[];
}

/** The same as the file has it: a map of a module can be a list of the file, whose items are the keys. */
export function settingIn(values: ModuleValues, place: VariablePlace): Json | undefined {
  const value = valueIn(values, place);
  return isJsonObject(value) ? Object.keys(value) : value;
}

/** The names of the elements of a list or map. */
export const elementNames = (value: Json | undefined): string[] =>
  Array.isArray(value) ? asArray(value).map(String) : Object.keys(isJsonObject(value) ? value : {});

export const isBelow = (path: SettingPath, above: SettingPath): boolean =>
  path.length > above.length && above.every((step, index) => path[index] === step);

/** Whether a setting is the name of an element of a list. */
export const isNameOf = (path: SettingPath, list: SettingPath): boolean =>
  path.length === list.length + 2 && isBelow(path, list) && ["name", "role"].includes(String(path.at(-1)));

/** The name of an element: its key, or the value of its key `name` or `role`. */
export function elementName(settings: readonly HeldSetting[], path: SettingPath): string {
  const named = settings.find(
    (setting) => isNameOf(setting.path, path.slice(0, -1)) && isBelow(setting.path, path),
  );
  return String((named && "value" in named ? named.value : undefined) ?? path.at(-1));
}

/** File of a hand-over with what checks need besides the modules. */
export const CHECKS_FILE = "checks.json";
