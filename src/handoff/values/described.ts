import type { $ZodType, $ZodTypes } from "zod/v4/core";
import { innerOf, descriptionOf } from "../../environment/value-schemas";
import { environmentSchema } from "../../parts/environment-schema";
import { type SettingRecord } from "../../terraform/environment-record";
import { type JsonObject } from "../../terraform/stack-json";
import { type BindingTarget, type VariableBinding } from "../variables/variable";
import { type Candidate } from "./candidates";
import { effectTexts } from "./effect-texts";
import { nameOfItem } from "./item-names";
import { type FilledPlace } from "./places";
import { type Scalar } from "./scalars";
import { scalarValidations } from "./scalar-validations";

/** Names of the variables of scalars. */
export type ScalarNames = ReadonlyMap<Scalar, string>;

export interface LayerRequest {
  readonly stack: JsonObject;
  readonly places: readonly FilledPlace[];
  readonly names: ScalarNames;
  readonly settings: readonly SettingRecord[];
}

/** The variables of a layer with what the schema says of their settings. */
export function describedBindings(
  { stack, names, settings }: LayerRequest,
  found: ReadonlyMap<Candidate, readonly BindingTarget[]>,
): VariableBinding[] {
  const inLayer = new Map([...found.keys()].map(({ scalar }) => [scalar, names.get(scalar) ?? ""]));
  const order = [...names.keys()];
  const inOrder = [...found].sort(([a], [b]) => order.indexOf(a.scalar) - order.indexOf(b.scalar));
  return inOrder.map(([{ scalar }, targets]) => {
    const name = names.get(scalar) ?? "";
    return {
      variable: {
        name,
        type: typeof scalar.value === "number" ? ("number" as const) : ("string" as const),
        description: [
          descriptionAt(scalar),
          ...appliesTo(scalar, settings),
          ...effectTexts(stack, scalar, targets),
        ].join(" "),
        value: scalar.value,
        validations: scalarValidations(scalar, name, inLayer, settings),
      },
      targets,
    };
  });
}

function descriptionAt({ path }: Scalar): string {
  if (path.length === 0) return "Name of the environment, in names and tags.";
  if (path[0] === "tags") return `Value of the tag ${path[1] ?? ""} of everything that can have tags.`;
  const [schema] = path.reduce<$ZodType[]>(
    (all, step) => all.flatMap((each) => childrenOf(each, step)),
    [environmentSchema],
  );
  const text = schema ? descriptionOf(schema) : "";
  // The file has quotes, and the defaults are its own.
  const own = text
    .replace(/ ?Default: .*$/s, "")
    .replace(/, in quotes( if it looks like a number)?/g, "")
    .replaceAll("`", "");
  return own === "" ? `Value of ${path.join(".")}.` : own;
}

function childrenOf(schema: $ZodType, step: string | number): $ZodType[] {
  const inner = innerOf(schema);
  if (inner) return childrenOf(inner, step);
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case "union":
      return def.options.flatMap((each) => childrenOf(each, step));
    case "object": {
      const child = Object.hasOwn(def.shape, step) ? def.shape[step] : def.catchall;
      return child && (child as $ZodTypes)._zod.def.type !== "never" ? [child] : [];
    }
    case "record":
      return [def.valueType];
    case "array":
      return [def.element];
    default:
      return [];
  }
}

/** Collections of named things, and a word for one of them. */
const KINDS: Readonly<Record<string, string>> = {
  models: "model",
  nodeGroups: "node group",
  attachments: "attachment",
  charts: "chart",
  components: "component",
};

function appliesTo({ path }: Scalar, settings: readonly SettingRecord[]): string[] {
  return path.flatMap((step, index) => {
    const kind = KINDS[String(path[index - 1])];
    if (kind === undefined || index === path.length - 1) return [];
    const name = typeof step === "number" ? nameOfItem(path.slice(0, index + 1), settings) : step;
    return name === undefined ? [] : [`Applies to the ${kind} ${name}.`];
  });
}
