import { isDeepStrictEqual } from "node:util";
import { childSchemas } from "../../../src/environment/value-schemas";
import { environmentSchema } from "../../../src/parts/environment-schema";
import { type SettingRecord } from "../../../src/terraform/environment-record";
import { nested } from "../../../src/terraform/settings";
import {
  type Json,
  type JsonObject,
  asArray,
  asObject,
  isJsonObject,
  mapped,
} from "../../../src/terraform/stack-json";
import { type Layer } from "../../../src/base/layers";
import { otherValues } from "../../../src/handoff/values/other-values";
import { formsAt } from "../../../src/handoff/variables/schema-forms";
import { type HandedOver } from "../../../src/project/modules/handed-over";
import { Expansion } from "../../../src/terraform/expand";
import { type ValueSchemas } from "../../../src/environment/loader/schema-kinds";
import { type HeldSettings } from "../../../src/project/held-settings";

type VariablePlace = HeldSettings["elements"][number]["in"];

/** Another legal value of one variable, or of a field of the first element of one, in each module that has it. */
export interface VariableEdit {
  readonly old: Json;
  readonly value: Json;
  readonly values: ReadonlyMap<Layer, JsonObject>;
  /** The old and the new text, which other values and settings of backends contain. @default - none follow */
  readonly follows?: readonly [old: RegExp, value: string];
  /** The settings of an environment's file with the same edit. @default - no setting has this value */
  readonly settings?: readonly SettingRecord[];
}

/** A variable or field, and its edits. */
export interface EditedVariable {
  readonly name: string;
  readonly edits: readonly VariableEdit[];
}

/**
 * Each variable of the modules, and each field of a variable that is a map of objects.
 *
 * @param written the settings of the environment's file
 * @param most edits of each variable
 */
export function variableEdits(
  handed: HandedOver,
  written: readonly SettingRecord[],
  most: number,
): EditedVariable[] {
  const names = new Set(handed.layers.flatMap(({ values }) => Object.keys(values)));
  return [...names].flatMap((name) => {
    const layers = handed.layers.filter(({ values }) => name in values);
    const [first] = layers;
    if (first === undefined) return [];
    const fields = fieldsOf(first.values[name] ?? null);
    return fields.map((steps) => {
      const own = layers.map(({ layer }): VariablePlace => [layer, name, ...steps]);
      return { name: [name, ...steps].join("."), edits: editsAt(handed, written, own, most) };
    });
  });
}

/** Steps to the parts of a value: of a map, those of its first element. */
function fieldsOf(value: Json): string[][] {
  if (!isJsonObject(value)) return [[]];
  const [first] = Object.entries(value);
  if (first === undefined || !isJsonObject(first[1])) return [[]];
  return Object.keys(first[1]).map((field) => [first[0], field]);
}

function editsAt(
  handed: HandedOver,
  written: readonly SettingRecord[],
  own: readonly VariablePlace[],
  most: number,
): VariableEdit[] {
  const settings = (handed.words?.settings ?? []).flatMap((each) =>
    "in" in each && each.in.some((place) => own.some((one) => isDeepStrictEqual(one, place))) ? [each] : [],
  );
  // A module can have another form of a value, such as the ARN of a policy.
  const kept = settings.filter(({ path }) => {
    const now = written.find((each) => isDeepStrictEqual(each.path, path))?.value;
    const held = own[0] && at(handed, own[0]);
    return now !== undefined && (isJsonObject(held) || isDeepStrictEqual(now, held));
  });
  const places = [...own, ...settings.flatMap((each) => each.in)];
  const all = new Map(places.map((place) => [place.join("\n"), place]));
  const [first] = own;
  const old = first && at(handed, first);
  if (first === undefined || old === undefined) return [];
  const edits: VariableEdit[] = [];
  const path = kept[0]?.path;
  for (const value of candidates(old, path)) {
    if (edits.length === most) break;
    const follows = followed(old, value, path);
    const values = withValue(handed, [...all.values()], old, value, follows);
    if (values === undefined || !handed.layers.every((each) => isLegal(each, values))) continue;
    const record = written.map((each) =>
      kept.some(({ path }) => isDeepStrictEqual(path, each.path)) ? { ...each, value } : each,
    );
    if (kept.length > 0 && !environmentSchema.safeParse(nested(record)).success) continue;
    edits.push({
      old,
      value,
      values,
      ...(follows ? { follows } : {}),
      ...(kept.length > 0 ? { settings: record } : {}),
    });
  }
  return edits;
}

/** A shorter text is in other values by chance. */
const MIN_LENGTH = 5;

/** A value that no setting has, the account and the Region are parts of other values, such as the name of the bucket of the states. */
function followed(
  old: Json,
  value: Json,
  path: SettingRecord["path"] | undefined,
): readonly [old: RegExp, value: string] | undefined {
  if (
    typeof old !== "string" ||
    old.length < MIN_LENGTH ||
    (path !== undefined && !["account", "region"].includes(path.join(".")))
  )
    return undefined;
  const escaped = old.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return [new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, "g"), String(value)];
}

const isOfSetting = ({ words }: HandedOver, layer: Layer, name: string): boolean =>
  words?.settings.some(
    (each) => "in" in each && each.in.some((place) => place[0] === layer && place[1] === name),
  ) ?? false;

const at = ({ layers }: HandedOver, [layer, ...steps]: VariablePlace): Json | undefined =>
  steps.reduce<Json | undefined>(
    (value, step) => (value === undefined ? value : asObject(value)[step]),
    layers.find((each) => each.layer === layer)?.values,
  );

/** Other values of the form of the setting, or of the same form where no setting has the value. */
function candidates(value: Json, path: SettingRecord["path"] | undefined): Json[] {
  const forms = path === undefined ? [] : formsAt(path);
  if (typeof value === "boolean") return [!value];
  if (typeof value === "string" || typeof value === "number") return scalars(value, forms);
  const items = isJsonObject(value) ? Object.keys(value) : asArray(value);
  const [first] = items;
  if (typeof first !== "string" && typeof first !== "number") return [];
  const others = scalars(first, childSchemas(forms, 0)).slice(0, 4);
  return [
    ...others.map((other) => [...items, other]),
    ...others.map((other) => [other, ...items.slice(1)]),
    items.slice(0, -1),
  ];
}

function scalars(value: string | number, forms: ValueSchemas): Json[] {
  const near = typeof value === "number" ? [value + 1, value - 1] : [];
  const others = [0, 1].flatMap((seed) => otherValues({ path: [], value, forms }, seed).slice(0, 20));
  return [...near, ...others];
}

/** Values of all modules with another value at each place that has the old one; undefined where a map has no such edit. */
function withValue(
  handed: HandedOver,
  places: readonly VariablePlace[],
  old: Json,
  value: Json,
  follows: VariableEdit["follows"],
): ReadonlyMap<Layer, JsonObject> | undefined {
  // Settings have the account and the Region of the environment, and not those of the states.
  const isPart =
    /^\d{12}$|^[a-z]+-[a-z-]+-\d$/.test(String(old)) && !places.some(([, name]) => name.startsWith("state_"));
  const following = (layer: Layer, name: string, each: Json): Json => {
    if (follows === undefined || (each === old && isOfSetting(handed, layer, name))) return each;
    return isPart || !isOfSetting(handed, layer, name)
      ? (JSON.parse(JSON.stringify(each).replace(...follows)) as Json)
      : each;
  };
  const all = new Map(handed.layers.map((each) => [each.layer, structuredClone(each.values)] as const));
  for (const [layer, ...steps] of places) {
    const holder = all.get(layer);
    const last = steps.at(-1);
    const inner = steps
      .slice(0, -1)
      .reduce<Json>((each, step) => asObject(each)[step] ?? null, holder ?? null);
    if (holder === undefined || last === undefined || !isJsonObject(inner)) continue;
    const now = inner[last];
    const changed = isDeepStrictEqual(now, old) ? value : renamed(now, old, value);
    if (changed === undefined) return undefined;
    (inner as Record<string, Json>)[last] = changed;
  }
  return new Map(
    [...all].map(([layer, values]) => [layer, mapped(values, (each, name) => following(layer, name, each))]),
  );
}

/** A map of one module can be a list of another one, whose items are the keys. */
function renamed(now: Json | undefined, old: Json, value: Json): Json | undefined {
  const [before, after] = [old, value].map((each) =>
    isJsonObject(each) ? Object.keys(each) : asArray(each),
  );
  if (!isJsonObject(now) || before === undefined || after === undefined || after.length > before.length)
    return undefined;
  return Object.fromEntries(
    Object.entries(now).flatMap(([key, element]): [string, Json][] => {
      const name = after[before.indexOf(key)];
      return name === undefined ? [] : [[String(name), element]];
    }),
  );
}

/** Whether the validations of all variables of a module accept its values. */
function isLegal({ layer, written }: HandedOver["layers"][number], values: ReadonlyMap<Layer, JsonObject>) {
  const variables = asObject(written["variable"]);
  const conditions = Object.values(variables).flatMap((declared) => {
    const body = asObject(asArray(declared)[0] ?? declared);
    const all = body["validation"];
    return (Array.isArray(all) ? (all as Json[]) : all === undefined ? [] : [all]).map(
      (each) => asObject(each)["condition"] ?? null,
    );
  });
  const output = Object.fromEntries(conditions.map((value, index) => [`c${index}`, { value }]));
  const { output: results } = new Expansion({ variable: variables, output }, values.get(layer) ?? {}).whole();
  return Object.values(asObject(results)).every((each) => {
    const { value } = asObject(asArray(each)[0] ?? each);
    return String(value) === "true";
  });
}
