import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Json, type JsonObject, asObject } from "../../src/terraform-json/stack-json";
import {
  type DeclaredArgument,
  type DeclaredArguments,
  type DeclaredShape,
  declaredArguments,
} from "./provider-declarations";

/**
 * Arguments of a provider, from its bindings. The bindings are generated from the provider's schema, and their
 * declarations have the name, type and necessity of each argument. So a stack can be compared with the schema of a
 * provider that is not installed.
 */
export type Arguments = ReadonlyMap<string, Argument>;

export type Argument = Shape & { readonly required: boolean };

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

/** Arguments of a resource, of a data source (`data.…`) or of a provider (`provider.…`). */
export function argumentsOf(what: string): Arguments {
  const found = known.get(what) ?? resolved(cachedArguments(what));
  known.set(what, found);
  return found;
}

const known = new Map<string, Arguments>();

/** Version of a provider that its bindings were generated from. */
export function bindingsVersion(provider: string): string {
  return packageOf(provider).cdktf.provider.version;
}

interface BindingsPackage {
  readonly version: string;
  readonly cdktf: { readonly provider: { readonly version: string } };
}

const packageOf = (provider: string): BindingsPackage =>
  JSON.parse(
    readFileSync(require.resolve(`@cdktf/provider-${provider}/package.json`), "utf8"),
  ) as BindingsPackage;

const CACHE = join(__dirname, "../../.cache/provider-bindings");

/** Digest of the parser, so that a changed parser does not read the cache of another one. */
const PARSER = createHash("sha256")
  .update(readFileSync(join(__dirname, "provider-declarations.ts")))
  .digest("hex")
  .slice(0, 12);

/** Arguments from the cache, which has one folder for each version of a package. */
function cachedArguments(what: string): DeclaredArguments {
  const provider = /^(?:data\.|provider\.)?([a-z]+)/.exec(what)?.[1] ?? "";
  const folder = join(CACHE, `${provider}-${packageVersion(provider)}-${PARSER}`);
  const file = join(folder, `${what}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as DeclaredArguments;
  const declared = declaredArguments(folderOf(what));
  mkdirSync(folder, { recursive: true });
  // Another process can write the same file at the same time.
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(declared));
  renameSync(temporary, file);
  return declared;
}

const versions = new Map<string, string>();

function packageVersion(provider: string): string {
  const version = versions.get(provider) ?? packageOf(provider).version;
  versions.set(provider, version);
  return version;
}

/** Folder of a module of the bindings: `kubernetes_service_v1` is in `provider-kubernetes/lib/service-v1`. */
function folderOf(what: string): string {
  const [, section, provider, rest] = /^(data\.|provider\.)?([a-z]+)(?:_(\w+))?$/.exec(what) ?? [];
  const name = section === "data." ? `data-${provider}-${rest}` : (rest ?? "provider");
  return dirname(require.resolve(`@cdktf/provider-${provider}/lib/${name.replaceAll("_", "-")}`));
}

/** Arguments with their nested interfaces, which are resolved on demand because they can be recursive. */
function resolved({ configuration, interfaces }: DeclaredArguments): Arguments {
  const argumentsIn = (name: string): Arguments =>
    new Map(Object.entries(interfaces[name] ?? {}).map(([key, each]) => [key, argument(each)]));
  const argument = (declared: DeclaredArgument): Argument => ({
    ...shape(declared),
    required: declared.required,
  });
  const shape = (declared: DeclaredShape): Shape => {
    switch (declared.kind) {
      case "nested": {
        const { kind, block, many, of } = declared;
        return { kind, block, many, of: () => argumentsIn(of) };
      }
      case "list":
      case "map":
        return { kind: declared.kind, of: shape(declared.of) };
      default:
        return { kind: declared.kind };
    }
  };
  return argumentsIn(configuration);
}

/** Meta-arguments of every resource; `//` is a comment. */
const META = ["//", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner", "connection"];

/** Parts of a configuration that the provider would reject, with their paths. */
export function misfits(config: JsonObject, known: Arguments, at = ""): string[] {
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
      return argument ? misfit(config[name] ?? null, argument, `${at}${name}`) : [`${at}${name} is unknown`];
    }),
    ...Object.entries(dynamic).flatMap(([name, value]) => {
      const argument = known.get(name);
      if (argument?.kind !== "nested" || !argument.block) return [`${at}${name} is no block`];
      return misfits(asObject(asObject(value)["content"]), argument.of(), `${at}${name}.`);
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
