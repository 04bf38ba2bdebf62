import {
  type TypedArgument,
  type TypedBlock,
  type TypedExtract,
} from "../../src/commands/provider-schemas/typed-extract";
import { type Argument, type Arguments, type Shape } from "./provider-arguments";
import helm from "./provider-schemas/helm.json";
import kubernetes from "./provider-schemas/kubernetes.json";

const EXTRACTS: readonly TypedExtract[] = [helm, kubernetes] as unknown as readonly TypedExtract[];

/** Version of an extract; undefined for a provider without one. */
export const schemaVersion = (provider: string): string | undefined =>
  EXTRACTS.find((each) => each.provider === provider)?.version;

/** Arguments by an extract of the provider's schema; undefined for a provider without one. */
export function argumentsOfSchema(what: string): Arguments | undefined {
  const [, section, provider] = /^(data\.|provider\.)?([a-z]+)/.exec(what) ?? [];
  const extract = EXTRACTS.find((each) => each.provider === provider);
  if (!extract) return undefined;
  if (section === "provider.") return argumentsIn(extract.configuration);
  const block = section === "data." ? extract.data[what.slice(section.length)] : extract.resources[what];
  if (!block) throw new Error(`${provider} ${extract.version} has no ${what}`);
  return argumentsIn(block);
}

const argumentsIn = (block: TypedBlock): Arguments =>
  new Map(Object.entries(block).map(([name, argument]) => [name, argumentOf(argument)]));

const argumentOf = (argument: TypedArgument): Argument => ({
  ...shapeOf(argument),
  required: argument.required === true,
  deprecated: argument.deprecated === true,
});

function shapeOf({ type, of, block, many }: TypedArgument): Shape {
  if (of === undefined) return shapeOfType(type);
  return { kind: "nested", block: block === true, many: many === true, of: () => argumentsIn(of) };
}

/** Terraform's types: `"string"`, `["set", "string"]`, `["object", { name: "string" }]`. */
function shapeOfType(type: unknown): Shape {
  if (Array.isArray(type)) {
    const [kind, of] = type as [string, unknown];
    if (kind === "object") {
      const fields = Object.entries(of as Record<string, unknown>);
      const inner = new Map(
        fields.map(([name, each]): [string, Argument] => [name, { ...shapeOfType(each), required: false }]),
      );
      return { kind: "nested", block: false, many: false, of: () => inner };
    }
    return { kind: kind === "map" ? "map" : "list", of: shapeOfType(of) };
  }
  return { kind: type === "number" ? "number" : type === "bool" ? "boolean" : "text" };
}
