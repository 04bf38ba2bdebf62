import { type Json, type JsonObject, type StackJson, asObject } from "../../stack-json";
import { blocksOf } from "../nested-blocks";
import { type BodyComparer } from "./bodies";
import { ONLY_IN_STACK, ONLY_PLANNED, type Tally } from "./tally";

/** The two sides, and what reads them. */
export interface ProviderSides {
  readonly configuration: JsonObject;
  readonly stack: StackJson;
  readonly tally: Tally;
  readonly bodies: BodyComparer;
  readonly isVerbatim: (address: string) => boolean;
}

/** Compares the sources and versions of providers, and their configurations with every alias. */
export function compareProviders(sides: ProviderSides): void {
  const { configuration, stack, tally } = sides;
  const planned = new Map(
    Object.entries(asObject(configuration["provider_config"]))
      .map(([key, config]) => [key, asObject(config)] as const)
      // A provider of a module is part of the module.
      .filter(([, config]) => config["module_address"] === undefined && config["full_name"] !== BUILT_IN),
  );
  const written = configurationsIn(stack);
  const strangers = compareSources(sides, [...planned.values()], namesIn(stack));
  for (const [key, config] of planned) {
    const name = String(config["name"]);
    const own = written.get(key);
    const address = `provider.${key}`;
    if (own) {
      const settings = Object.fromEntries(
        Object.entries(own).filter(([name]) => name !== "alias" && name !== "version"),
      );
      // Terraform merges it into the constraint of the provider.
      if (own["version"] !== undefined) tally.unread();
      sides.bodies.compare({
        address,
        prefix: "",
        configured: asObject(config["expressions"]),
        written: settings,
        isVerbatim: sides.isVerbatim(address),
      });
    } else if (!strangers.has(name) && (config["alias"] !== undefined || config["expressions"] !== undefined))
      tally.block(address, ONLY_PLANNED);
  }
  for (const key of written.keys()) if (!planned.has(key)) tally.block(`provider.${key}`, ONLY_IN_STACK);
}

/** The provider of Terraform itself, which has no source. */
const BUILT_IN = "terraform.io/builtin/terraform";

/** Compares each provider once. Returns the names of those that the stack does not have. */
function compareSources(
  { stack, tally }: ProviderSides,
  planned: readonly JsonObject[],
  known: ReadonlySet<string>,
): ReadonlySet<string> {
  const required = asObject(stack.terraform["required_providers"]);
  const strangers = new Set<string>();
  const byName = new Map(planned.map((config) => [String(config["name"]), config]));
  for (const [name, { full_name: fullName, version_constraint: constraint }] of byName) {
    const address = `provider.${name}`;
    const is = String(fullName);
    if (!known.has(name)) {
      strangers.add(name);
      tally.worded(address, `source: nothing -> ${JSON.stringify(is)}`, true);
      continue;
    }
    const own = asObject(required[name]);
    const was = wholeSource(own["source"] ?? `hashicorp/${name}`, is);
    if (was === is) tally.equal();
    else tally.worded(address, `source: ${JSON.stringify(was)} -> ${JSON.stringify(is)}`, true);
    const version = own["version"];
    if (version === undefined && constraint === undefined) continue;
    if (canonical(version) === canonical(constraint)) tally.equal();
    else tally.changed(address, "version", version, constraint);
  }
  return strangers;
}

/** A source with the registry that a short one means: the one of the program that made the plan. */
function wholeSource(source: Json, planned: string): string {
  const text = String(source);
  if (text.split("/").length > 2) return text;
  const registry = planned.startsWith("registry.opentofu.org/")
    ? "registry.opentofu.org"
    : "registry.terraform.io";
  return `${registry}/${text}`;
}

/** Constraints in one form and order, as Terraform prints them: `>= 5.100` is `>= 5.100.0`. */
function canonical(constraint: Json | undefined): string {
  const parts = String(constraint ?? "")
    .split(",")
    .map((part) => {
      const [, operator = "", version = ""] = /^\s*([<>=!~]*)\s*(.*?)\s*$/.exec(part) ?? [];
      const numbers = version.split(".");
      const isWhole = operator === "~>" || /[^\d.]/.test(version);
      const filled = isWhole
        ? version
        : [...numbers, "0", "0"].slice(0, Math.max(3, numbers.length)).join(".");
      return `${operator === "=" ? "" : operator}${filled}`;
    });
  return [...new Set(parts)].sort().join(",");
}

/** Names of providers that the stack requires, configures, or uses by the type of a block. */
function namesIn(stack: StackJson): ReadonlySet<string> {
  const types = [...stack.resources(), ...stack.dataSources()].map(({ type }) => type.split("_")[0] ?? "");
  return new Set([
    ...Object.keys(asObject(stack.terraform["required_providers"])),
    ...Object.keys(stack.providers),
    ...types,
  ]);
}

/** Configurations of providers, by the key that a plan has: `aws`, `aws.dns`. */
function configurationsIn(stack: StackJson): ReadonlyMap<string, JsonObject> {
  return new Map(
    Object.entries(stack.providers).flatMap(([name, configs]) =>
      blocksOf(configs)
        .map(asObject)
        .map((config) => [
          config["alias"] === undefined ? name : `${name}.${String(config["alias"])}`,
          config,
        ]),
    ),
  );
}
