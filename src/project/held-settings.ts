import { type SettingPath } from "../terraform/cause-record";
import { type Layer } from "../base/layers";
import { own } from "../base/own";
import { type SettingRecord } from "../terraform/environment-record";
import { type Json, type JsonObject, asArray, isJsonObject } from "../terraform/stack-json";

/** A layer, its variable, and the steps to a part of the variable's value: `cluster`, `node_groups`, `general`, `disk_gib`. */
export type VariablePlace = readonly [layer: Layer, variable: string, ...steps: readonly string[]];

/** A setting of a hand-over: a value that no module has, or the places in variables that hold it. */
export type HeldSetting =
  SettingRecord | { readonly path: SettingPath; readonly in: readonly VariablePlace[] };

/** A list or mapping of settings whose elements a variable has, by their names. */
export interface HeldElements {
  readonly path: SettingPath;
  readonly in: VariablePlace;
}

export interface HeldSettings {
  readonly settings: readonly HeldSetting[];
  readonly elements: readonly HeldElements[];
}

/** Values of the variables of each module that is there, with defaults. */
export type ModuleValues = ReadonlyMap<Layer, JsonObject>;

/** The settings that the modules have now. A setting whose modules are not there has no value. */
export function settingsNow({ settings, elements }: HeldSettings, values: ModuleValues): SettingRecord[] {
  return elements
    .reduce((all, each) => withElements(all, each, values), settings)
    .flatMap((setting) => {
      if (!("in" in setting)) return [setting];
      const value = setting.in.map((place) => valueIn(values, place)).find((each) => each !== undefined);
      return value === undefined ? [] : [{ path: setting.path, value: asSetting(value) }];
    });
}

/** The value of a place; undefined where no module has it. */
export function valueIn(values: ModuleValues, [layer, ...steps]: VariablePlace): Json | undefined {
  return steps.reduce<Json | undefined>(
    (value, step) => (isJsonObject(value) ? own(value, step) : undefined),
    values.get(layer),
  );
}

/** A map of a module can be a list of the file, whose items are the keys. */
export const asSetting = (value: Json): Json => (isJsonObject(value) ? Object.keys(value) : value);

/** The names of the elements of a list or map. */
export const namesIn = (value: Json | undefined): string[] =>
  Array.isArray(value) ? asArray(value).map(String) : Object.keys(isJsonObject(value) ? value : {});

/**
 * Settings without those of removed elements, and with those of added ones: what the variable does not have of a new element is as in the
 * first one, since the module has it in common for all.
 */
function withElements(
  settings: readonly HeldSetting[],
  { path, in: place }: HeldElements,
  values: ModuleValues,
): HeldSetting[] {
  const now = valueIn(values, place);
  if (now === undefined) return [...settings];
  const names = namesIn(now);
  const stepOf = (setting: HeldSetting): string | number | undefined =>
    isBelow(setting.path, path) ? setting.path[path.length] : undefined;
  const steps = [...new Set(settings.map(stepOf))].filter((step) => step !== undefined);
  const nameOf = (step: string | number): string => elementName(settings, [...path, step]);
  const kept = settings.filter((setting) => {
    const step = stepOf(setting);
    return step === undefined || names.includes(nameOf(step));
  });
  const [first] = steps;
  if (first === undefined) return kept;
  const known = steps.map(nameOf);
  const model = settings.filter((setting) => stepOf(setting) === first);
  const added = names.filter((name) => !known.includes(name));
  return [
    ...kept,
    ...added.flatMap((name, index) =>
      model.map((setting): HeldSetting => {
        const step = typeof first === "number" ? steps.length + index : name;
        const own = { path: [...path, step, ...setting.path.slice(path.length + 1)] };
        if ("in" in setting)
          return { ...own, in: setting.in.map((each) => ofElement(each, nameOf(first), name)) };
        return { ...own, value: isNameOf(setting.path, path) ? name : setting.value };
      }),
    ),
  ];
}

const ofElement = ([layer, variable, key, ...rest]: VariablePlace, old: string, name: string) =>
  [layer, variable, ...(key === undefined ? [] : [key === old ? name : key]), ...rest] as const;

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
