import {
  type TypedArgument,
  type TypedBlock,
  type TypedExtract,
} from "../../dev/provider-schemas/typed-extract";
import { type Argument, type Arguments, type Shape } from "./provider-arguments";
import aws from "./provider-schemas/aws.json";
import newestAws from "./provider-schemas/aws-newest.json";
import helm from "./provider-schemas/helm.json";
import kubernetes from "./provider-schemas/kubernetes.json";

/**
 * The oldest versions that the stacks allow, and the newest AWS provider, by provider and version. `npm run provider-schemas`
 * and `npm run provider-schemas:newest` write them.
 */
export const EXTRACTS: readonly TypedExtract[] = [
  aws,
  newestAws,
  helm,
  kubernetes,
] as unknown as readonly TypedExtract[];

/** The newest extract of a provider. */
export function extractOf(provider: string): TypedExtract {
  const found = EXTRACTS.findLast((each) => each.provider === provider);
  if (!found) throw new Error(`no extract of the schema of ${provider}`);
  return found;
}

/** Arguments of a resource, of a data source (`data.…`) or of a provider (`provider.…`). */
export function argumentsIn(extract: TypedExtract, what: string): Arguments {
  return argumentsOfBlock(blockIn(extract, what));
}

function blockIn(
  { provider, version, configuration, resources, data }: TypedExtract,
  what: string,
): TypedBlock {
  if (what === `provider.${provider}`) return configuration;
  const block = what.startsWith("data.") ? data[what.slice("data.".length)] : resources[what];
  if (!block) throw new Error(`${provider} ${version} has no ${what}`);
  return block;
}

/** True for the path of an argument or a computed attribute. The keys of a map, and of an unknown type, are not judged. */
export function isReadable(extract: TypedExtract, what: string, path: readonly string[]): boolean {
  const computed = extract.computed[what]?.split(" ") ?? [];
  return computed.includes(path.join(".")) || isArgument(argumentsOfBlock(blockIn(extract, what)), path);
}

function isArgument(known: Arguments, [name = "", ...rest]: readonly string[]): boolean {
  const argument = known.get(name);
  if (!argument || rest.length === 0) return argument !== undefined;
  return hasPath(argument, rest);
}

function hasPath(shape: Shape, path: readonly string[]): boolean {
  if (shape.kind === "nested") return isArgument(shape.of(), path);
  if (shape.kind === "list") return hasPath(shape.of, path);
  return shape.kind === "map";
}

const argumentsOfBlock = (block: TypedBlock): Arguments =>
  new Map(Object.entries(block).map(([name, argument]) => [name, argumentOf(argument)]));

const argumentOf = (argument: TypedArgument): Argument => ({
  ...shapeOf(argument),
  required: argument.required === true,
  deprecated: argument.deprecated === true,
});

function shapeOf({ type, of, block, many }: TypedArgument): Shape {
  if (of === undefined) return shapeOfType(type);
  return { kind: "nested", block: block === true, many: many === true, of: () => argumentsOfBlock(of) };
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
