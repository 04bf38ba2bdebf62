import { META } from "../../src/terraform/meta-arguments";
import { type Json, type JsonObject, asObject } from "../../src/terraform/stack-json";
import { argumentsIn, extractOf } from "./provider-schemas";

/** Arguments of a provider, so that a stack can be compared with the schema of a provider that is not installed. */
export type Arguments = ReadonlyMap<string, Argument>;

export type Argument = Shape & {
  readonly required: boolean;
  /** The extract of the newest AWS provider does not have it. @default - not known to be deprecated */
  readonly deprecated?: boolean;
};

export type Shape =
  | { readonly kind: "text" | "number" | "boolean" }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  /** A block can be one object or a list; a nested attribute has only one of these forms. */
  | {
      readonly kind: "nested";
      readonly block: boolean;
      readonly many: boolean;
      readonly of: () => Arguments;
    };

/** Arguments of a resource, of a data source (`data.…`) or of a provider (`provider.…`), in the newest extract. */
export function argumentsOf(what: string): Arguments {
  const provider = /^(?:data\.|provider\.)?([a-z]+)/.exec(what)?.[1] ?? "";
  const found = known.get(what) ?? argumentsIn(extractOf(provider), what);
  known.set(what, found);
  return found;
}

const known = new Map<string, Arguments>();

/** Version of the provider that has these arguments. */
export const argumentsVersion = (provider: string): string => extractOf(provider).version;

/** Parts of a configuration that the provider would reject, or has deprecated, with their paths. */
export function misfits(config: JsonObject, known: Arguments, at = ""): string[] {
  const outdated = (name: string, { deprecated }: Argument): string[] =>
    deprecated ? [`${at}${name} is deprecated`] : [];
  const dynamic = asObject(config["dynamic"]);
  const written = Object.keys(config).filter((name) => name !== "dynamic");
  const missing = [...known].filter(
    ([name, { required }]) => required && !(name in config || name in dynamic),
  );
  return [
    ...missing.map(([name]) => `${at}${name} is missing`),
    ...written.flatMap((name) => {
      if (at === "" && META.includes(name)) return [];
      const argument = known.get(name);
      if (!argument) return [`${at}${name} is unknown`];
      return [...outdated(name, argument), ...misfit(config[name] ?? null, argument, `${at}${name}`)];
    }),
    ...Object.entries(dynamic).flatMap(([name, value]) => {
      const argument = known.get(name);
      if (argument?.kind !== "nested" || !argument.block) return [`${at}${name} is no block`];
      const content = asObject(asObject(value)["content"]);
      return [...outdated(name, argument), ...misfits(content, argument.of(), `${at}${name}.`)];
    }),
  ];
}

function misfit(value: Json, shape: Shape, at: string): string[] {
  const wrong = [`${at} is ${JSON.stringify(value)}, expected ${described(shape)}`];
  // The type of an expression is known only to Terraform.
  if (value === null || (typeof value === "string" && /^\$\{.*\}$/s.test(value))) return [];
  switch (shape.kind) {
    case "text":
      return typeof value === "string" ? [] : wrong;
    case "list":
      return isList(value) ? value.flatMap((item, index) => misfit(item, shape.of, `${at}.${index}`)) : wrong;
    case "map":
      return isMapping(value)
        ? Object.entries(value).flatMap(([key, item]) => misfit(item, shape.of, `${at}.${key}`))
        : wrong;
    case "nested": {
      const items = isList(value) ? value : [value];
      const form = shape.block ? shape.many || items.length === 1 : isList(value) === shape.many;
      if (!form || !items.every(isMapping)) return wrong;
      return items.flatMap((item, index) =>
        misfits(item, shape.of(), isList(value) ? `${at}.${index}.` : `${at}.`),
      );
    }
    default:
      return typeof value === shape.kind ? [] : wrong;
  }
}

function described(shape: Shape): string {
  if (shape.kind === "list" || shape.kind === "map") return `a ${shape.kind} of ${shape.of.kind}`;
  if (shape.kind !== "nested") return shape.kind;
  return `${shape.many ? "many" : "one"} ${shape.block ? "block" : "nested attribute"}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isMapping = (value: Json): value is JsonObject => value !== null && value === asObject(value);
