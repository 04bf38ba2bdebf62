import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type EnvironmentConfig } from "../../src/environment/schema";
import { childSchemas, valueSchemasOf } from "../../src/environment/value-schemas";
import { environmentSchema } from "../../src/parts/environment-schema";
import { type SettingPath } from "../../src/terraform/cause-record";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { type SettingEdit, withEdit } from "./setting-edits";
import { namedKeys } from "../../src/environment/loader/value-forms";
import { type ValueSchemas } from "../../src/environment/loader/schema-kinds";
import { withLlmDefaults } from "../../src/environment/loader/llm-defaults";

/** An edit, with the key of the schema that it changes: its path with `*` for names and places in lists. */
export interface KeyEdit extends SettingEdit {
  readonly key: string;
}

const EVERY_OPTION = environmentSchema.parse(
  parse(readFileSync("__tests__/real/terraform/every-option/every-option.yaml", "utf8")),
);

/** All examples, and the environment with every option. */
export const EXAMPLES: readonly (readonly [name: string, config: EnvironmentConfig])[] = [
  ["every-option", EVERY_OPTION],
  ...ENVIRONMENTS.map((name) => [name, configWith(name)] as const),
];

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const hasFreeNames = (forms: ValueSchemas): boolean => forms.some(({ _zod }) => _zod.def.type === "record");

/** Values by the key of the schema that has them, each as JSON. */
type ValuesByKey = ReadonlyMap<string, ReadonlySet<string>>;

/** Every value of the examples by its key, which is given to the other examples. */
function collected(forms: ValueSchemas, configs: readonly EnvironmentConfig[]): ValuesByKey {
  const values = new Map<string, Set<string>>();
  const collect = (of: ValueSchemas, value: unknown, key: string): void => {
    if (value === undefined || value === null) return;
    values.set(key, (values.get(key) ?? new Set()).add(JSON.stringify(value)));
    if (Array.isArray(value))
      for (const item of value as unknown[]) collect(childSchemas(of, 0), item, `${key}.*`);
    else if (isMapping(value))
      for (const [name, item] of Object.entries(value))
        collect(childSchemas(of, name), item, `${key}.${hasFreeNames(of) ? "*" : name}`);
  };
  for (const config of configs) collect(forms, config, "");
  return values;
}

const valuesIn = (values: ValuesByKey, key: string, forms: ValueSchemas): unknown[] => [
  ...[...(values.get(key) ?? [])].map((text): unknown => JSON.parse(text)),
  ...forms.flatMap(({ _zod: { def } }): unknown[] => {
    if (def.type === "enum") return Object.values(def.entries);
    if (def.type === "literal") return [...def.values];
    return def.type === "boolean" ? [true, false] : [];
  }),
];

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Most other values of one key in one environment. */
const MOST = 4;

/**
 * Edits of each key of the schema in an environment: added, changed and removed. The way back is another change.
 * @param configs environments whose values others get
 */
export function keyEdits(
  schema: typeof environmentSchema,
  configs: readonly EnvironmentConfig[],
): (config: EnvironmentConfig) => KeyEdit[] {
  const root = valueSchemasOf(schema);
  const values = collected(root, configs);
  return (config) => editsOf(root, config, (key, forms) => valuesIn(values, key, forms));
}

/** The same in the examples, with values of each other. */
export const everyKeyEdits = keyEdits(
  environmentSchema,
  EXAMPLES.map(([, config]) => config),
);

function editsOf(
  root: ValueSchemas,
  config: EnvironmentConfig,
  valuesOf: (key: string, forms: ValueSchemas) => unknown[],
): KeyEdit[] {
  const found: KeyEdit[] = [];
  const visit = (forms: ValueSchemas, value: unknown, path: SettingPath, key: string): void => {
    const edit = (kind: string, other: unknown, at = path): void =>
      void found.push({ path: at, value: other, kind, key });
    const others = valuesOf(key, forms).filter((each) => !isSame(each, value));
    if (path.length > 0 && value === undefined) others.slice(0, MOST).forEach((each) => edit("added", each));
    if (path.length > 0 && value !== undefined && typeof path.at(-1) !== "number") edit("removed", undefined);
    if (typeof value === "number") [value + 1, value - 1].forEach((each) => edit("changed", each));
    if (typeof value === "boolean") edit("changed", !value);
    if (typeof value === "string") others.slice(0, MOST).forEach((each) => edit("changed", each));
    if (Array.isArray(value)) {
      const list = value as readonly unknown[];
      const items = valuesOf(`${key}.*`, []).filter((each) => !list.some((item) => isSame(item, each)));
      items.slice(0, MOST).forEach((each) => edit("longer", [...list, each]));
      if (list.length > 1) edit("shorter", list.slice(0, -1));
      list.forEach((item, index) => visit(childSchemas(forms, 0), item, [...path, index], `${key}.*`));
    } else if (isMapping(value) || (value === undefined && namedKeys(forms).length > 0 && path.length < 6)) {
      const of = isMapping(value) ? value : {};
      const isFree = hasFreeNames(forms);
      for (const name of new Set([...Object.keys(of), ...namedKeys(forms)]))
        visit(childSchemas(forms, name), of[name], [...path, name], `${key}.${isFree ? "*" : name}`);
      if (isFree)
        valuesOf(`${key}.*`, [])
          .slice(0, 1)
          .forEach((each) => edit("added", each, [...path, "more"]));
    }
  };
  visit(root, config, [], "");
  return found;
}

/** A configuration after an edit; undefined where the schema refuses it. */
export function configAfter(
  config: EnvironmentConfig,
  edit: SettingEdit,
  schema = environmentSchema,
): EnvironmentConfig | undefined {
  const edited = JSON.parse(JSON.stringify(withEdit(config, edit))) as object;
  const parsed = schema.safeParse(withLlmDefaults(edited));
  return parsed.success ? parsed.data : undefined;
}
