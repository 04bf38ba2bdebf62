import { type SettingRecord } from "../../terraform/environment-record";
import { type HeldSettings, elementName, elementNames, isBelow, isNameOf, settingIn } from "../held-settings";
import { asArray } from "../../terraform/stack-json";
import { type ModuleValues, valueIn } from "./value-in";

type HeldSetting = HeldSettings["settings"][number];
type HeldElements = HeldSettings["elements"][number];
type VariablePlace = HeldElements["in"];

/** The settings that the modules have now. A setting whose modules are not there has no value. */
export function settingsNow({ settings, elements }: HeldSettings, values: ModuleValues): SettingRecord[] {
  return elements
    .reduce((all, each) => withElements(all, each, values), settings)
    .flatMap((setting) => {
      if (!("in" in setting)) return [setting];
      const value = setting.in.map((place) => settingIn(values, place)).find((each) => each !== undefined);
      return value === undefined ? [] : withPeople({ path: setting.path, value });
    });
}

/** Groups of an access entry. Those of people are a setting of their own. */
function withPeople({ path, value }: SettingRecord): SettingRecord[] {
  if (!isBelow(path, ["cluster", "access"]) || path.at(-1) !== "groups") return [{ path, value }];
  const names = asArray(value).map(String);
  const people = names.filter((name) => name.startsWith(PEOPLE));
  return [
    { path: [...path.slice(0, -1), "people"], value: people.map((name) => name.slice(PEOPLE.length)) },
    { path, value: names.filter((name) => !people.includes(name)) },
  ];
}

const PEOPLE = "people:";

/**
 * Settings without those of removed elements, and with those of added ones: what the variable does not have of a new element is as in the
 * first one, since the module has it in common for all.
 */
export function withElements(
  settings: readonly HeldSetting[],
  { path, in: place }: HeldElements,
  values: ModuleValues,
): HeldSetting[] {
  const now = valueIn(values, place);
  if (now === undefined) return [...settings];
  const names = elementNames(now);
  const stepOf = (setting: HeldSetting): string | number | undefined =>
    isBelow(setting.path, path) ? setting.path[path.length] : undefined;
  const steps = [...new Set(settings.map(stepOf))].filter((step) => step !== undefined);
  const nameOfElement = (step: string | number): string => elementName(settings, [...path, step]);
  const kept = settings.filter((setting) => {
    const step = stepOf(setting);
    return step === undefined || names.includes(nameOfElement(step));
  });
  const [first] = steps;
  if (first === undefined) return kept;
  const known = steps.map(nameOfElement);
  const model = settings.filter((setting) => stepOf(setting) === first);
  const added = names.filter((name) => !known.includes(name));
  return [
    ...kept,
    ...added.flatMap((name, index) =>
      model.map((setting): HeldSetting => {
        const step = typeof first === "number" ? steps.length + index : name;
        const own = { path: [...path, step, ...setting.path.slice(path.length + 1)] };
        if ("in" in setting)
          return { ...own, in: setting.in.map((each) => ofElement(each, nameOfElement(first), name)) };
        return { ...own, value: isNameOf(setting.path, path) ? name : setting.value };
      }),
    ),
  ];
}

const ofElement = ([layer, variable, key, ...rest]: VariablePlace, old: string, name: string) =>
  [layer, variable, ...(key === undefined ? [] : [key === old ? name : key]), ...rest] as const;
