import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Argument, type Arguments, type Shape } from "./provider-arguments";
import {
  type DeclaredArgument,
  type DeclaredArguments,
  type DeclaredShape,
  declaredArguments,
} from "./provider-declarations";

/** Arguments of a resource, of a data source (`data.…`) or of a provider (`provider.…`). */
export const argumentsOfBindings = (what: string): Arguments => resolved(cachedArguments(what));

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
