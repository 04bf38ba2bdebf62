import { type Json, type JsonObject } from "../../../src/terraform/stack-json";
import { setting, type Mutable, type MutableObject, type Path } from "../../mutate/edits";
import { bodyAt, type Stacks } from "../change";
import { FORMS } from "../dangers/forms";
import { type LegitimateEdit } from "./change";

/** Terraform reads these before it evaluates expressions. */
const LITERAL = /^(\/\/|lifecycle|depends_on|provider|count|for_each|provisioner|connection|dynamic)$/;

/** Known forms of each value of each block: a plan has the same value. */
export const equalValues = (stacks: Stacks): LegitimateEdit[] =>
  stacks.flatMap(({ layer, stack }) =>
    [...stack.resources(), ...stack.dataSources()].flatMap(({ address, config }) =>
      valuesIn(config, []).flatMap(({ path, value }) =>
        FORMS.filter(({ isUnknown }) => isUnknown !== true).flatMap((form): LegitimateEdit[] => {
          const written = form.written(value, value);
          if (written === undefined) return [];
          return [
            {
              group: "same value in another form",
              layer,
              address,
              change: `${path.filter((step) => typeof step === "string").join(".")} as a ${form.name}`,
              edit: (json) => {
                setting(path, written.value as Mutable)(bodyAt(json, address));
                written.add?.(json);
              },
            },
          ];
        }),
      ),
    ),
  );

interface Value {
  readonly path: Path;
  readonly value: Json;
}

/** Arguments, and those of nested blocks. A map of texts is one value. */
function valuesIn(object: JsonObject, path: Path): Value[] {
  return Object.entries(object).flatMap(([name, value]): Value[] => {
    if (value === null || LITERAL.test(name)) return [];
    const at = [...path, name];
    if (Array.isArray(value)) {
      const items = value as readonly Json[];
      if (!items.some((item) => item !== null && typeof item === "object")) return [{ path: at, value }];
      return items.flatMap((item, index) => valuesIn(item as JsonObject, [...at, index]));
    }
    if (typeof value !== "object") return [{ path: at, value }];
    const isMap = /^(tags|labels|annotations|match_labels|data|node_selector)$/.test(name);
    return isMap ? [{ path: at, value }] : valuesIn(value as JsonObject, at);
  });
}

type Statement = MutableObject;

/** Ways to write the same policy. */
const SAME_POLICIES: readonly (readonly [
  words: string,
  edit: (policy: MutableObject, statements: Statement[]) => void,
])[] = [
  [
    "lists for single values",
    (_, all) => eachElement(all, (value) => (typeof value === "string" ? [value] : value)),
  ],
  [
    "single values for lists of one",
    (_, all) =>
      eachElement(all, (value) =>
        Array.isArray(value) && value.length === 1 ? (value[0] as Mutable) : value,
      ),
  ],
  [
    "values in the reverse order",
    (_, all) => eachElement(all, (value) => (Array.isArray(value) ? value.toReversed() : value)),
  ],
  ["statements in the reverse order", (policy, all) => void (policy["Statement"] = all.toReversed())],
  [
    "one statement without a list",
    (policy, all) => void (all.length === 1 && (policy["Statement"] = all[0] as Statement)),
  ],
  [
    "other names of statements",
    (_, all) => void all.forEach((each, index) => (each["Sid"] = `Statement${index}`)),
  ],
  ["no names of statements", (_, all) => void all.forEach((each) => Reflect.deleteProperty(each, "Sid"))],
  ["an id", (policy) => void (policy["Id"] = "policy")],
  [
    "a value twice",
    (_, all) => eachElement(all, (value) => (Array.isArray(value) ? [...value, value[0] as Mutable] : value)),
  ],
  [
    "actions in small letters",
    (_, all) =>
      void all.forEach((each) => {
        const action = each["Action"];
        if (typeof action === "string" && action !== "*") each["Action"] = action.toLowerCase();
      }),
  ],
  [
    "keys in another order",
    (_, all) =>
      void all.forEach((each, index) => (all[index] = Object.fromEntries(Object.entries(each).toReversed()))),
  ],
];

function eachElement(all: readonly Statement[], change: (value: Mutable) => Mutable): void {
  for (const statement of all)
    for (const name of ["Action", "NotAction", "Resource", "NotResource"])
      if (statement[name] !== undefined) statement[name] = change(statement[name]);
}

/** Each policy in other words with the same meaning. */
export const equalPolicies = (stacks: Stacks): LegitimateEdit[] =>
  stacks.flatMap(({ layer, stack }) =>
    [...stack.resources(), ...stack.dataSources()].flatMap(({ address, config }) =>
      Object.entries(config).flatMap(([argument, value]) => {
        if (typeof value !== "string" || !value.startsWith('{"Version"')) return [];
        return SAME_POLICIES.map(([words, edit]): LegitimateEdit => ({
          group: "same policy in another form",
          layer,
          address,
          change: `${argument} with ${words}`,
          edit: (json) => {
            const policy = JSON.parse(value) as MutableObject;
            edit(policy, policy["Statement"] as Statement[]);
            bodyAt(json, address)[argument] = JSON.stringify(policy, null, words.length % 3);
          },
        }));
      }),
    ),
  );
