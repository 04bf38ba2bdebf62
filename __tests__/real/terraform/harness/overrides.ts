import {
  type Json,
  type JsonObject,
  type StackJson,
  asArray,
  asObject,
} from "../../../../src/terraform/stack-json";
import { type LocalFacts, QUIRKS, affected } from "./quirks";

export interface OverrideOptions extends LocalFacts {
  /** Does not override the backend, as for the first apply of the state stack. @default false */
  readonly keepBackend?: boolean;
  /** Beginning of the ids of quirks that the test's API does not have. @default - none */
  readonly without?: string;
  /** Addresses of resources that are not created. @default - none */
  readonly leftOut?: readonly string[];
}

/**
 * Content of an override file that connects a root module to the local API. Terraform merges an override into a resource
 * argument by argument, but replaces a backend, the `config` of a remote state and lists as a whole. The override therefore
 * repeats their values.
 */
export function overridesFor(
  stack: StackJson,
  { keepBackend, without, leftOut = [], ...facts }: OverrideOptions,
): object {
  const backend = asObject(asObject(stack.terraform["backend"])["s3"]);
  const blocks = new Blocks();
  for (const { address, config } of stack.dataSources("terraform_remote_state")) {
    blocks.add(address, { config: { ...asObject(config["config"]), use_path_style: true } });
  }
  for (const quirk of QUIRKS) {
    if (without !== undefined && quirk.id.startsWith(without)) continue;
    for (const { address, config } of affected(quirk, stack)) {
      blocks.add(address, absence(quirk.override(facts, config), config), asObject(config["lifecycle"]));
    }
  }
  for (const address of leftOut) blocks.add(address, { count: 0 });
  return {
    ...(keepBackend ? {} : { terraform: { backend: { s3: { ...backend, use_path_style: true } } } }),
    provider: {
      aws: asArray(stack.providers["aws"]).map((provider) => ({
        ...aliasOf(asObject(provider)),
        // moto answers unsupported calls with status 500, which more retries would only slow down.
        max_retries: 3,
        s3_use_path_style: true,
      })),
    },
    ...blocks.json,
  };
}

/** A module with an override in it, merged as Terraform merges the file: the commands refuse override files. */
export function withOverride(module: JsonObject, override: JsonObject): JsonObject {
  const terraform = { ...asObject(module["terraform"]), ...asObject(override["terraform"]) };
  const provider: Record<string, Json> = { ...asObject(module["provider"]) };
  for (const [name, settings] of Object.entries(asObject(override["provider"])))
    provider[name] = asArray(provider[name]).map((own) => ({
      ...asObject(own),
      ...asObject(asArray(settings).find((each) => asObject(each)["alias"] === asObject(own)["alias"])),
    }));
  const sections = (["resource", "data"] as const).flatMap((section) => {
    if (override[section] === undefined) return [];
    const byType: Record<string, Json> = { ...asObject(module[section]) };
    for (const [type, blocks] of Object.entries(asObject(override[section]))) {
      const byName: Record<string, Json> = { ...asObject(byType[type]) };
      for (const [name, block] of Object.entries(asObject(blocks)))
        byName[name] = withArguments(asObject(byName[name]), asObject(block));
      byType[type] = byName;
    }
    return [[section, byType] as const];
  });
  return { ...module, terraform, provider, ...Object.fromEntries(sections) };
}

/** Terraform merges the arguments of `lifecycle`, and replaces every other block as a whole. */
function withArguments(own: JsonObject, over: JsonObject): JsonObject {
  const { lifecycle, ...others } = over;
  if (lifecycle === undefined) return { ...own, ...others };
  const before = Array.isArray(own["lifecycle"]) ? lifecycleOf(own) : asObject(own["lifecycle"]);
  const after = Array.isArray(lifecycle) ? lifecycleOf(over) : asObject(lifecycle);
  return { ...own, ...others, lifecycle: { ...before, ...after } };
}

/** A block with `for_each` cannot have a count, so it has no instance without elements. */
function absence(override: JsonObject, config: JsonObject): JsonObject {
  if (override["count"] !== 0 || config["for_each"] === undefined) return override;
  const others = Object.entries(override).filter(([name]) => name !== "count");
  return { ...Object.fromEntries(others), for_each: {} };
}

/** Override file that removes prevent_destroy, so that `terraform destroy` can delete protected resources. */
export function withoutProtection(stack: StackJson): object {
  const blocks = new Blocks();
  for (const { address } of protectedResources(stack)) {
    blocks.add(address, { lifecycle: { prevent_destroy: false } });
  }
  return blocks.json;
}

/** Resources that `terraform destroy` does not delete. */
export function protectedResources(stack: StackJson) {
  return stack.resources().filter(({ config }) => asObject(config["lifecycle"])["prevent_destroy"] === true);
}

/** Overrides of resources and data sources, in the structure of Terraform JSON. */
class Blocks {
  private readonly byKind: Record<string, Record<string, Record<string, JsonObject>>> = {};

  /** Adds attributes to the override of an address. Without attributes, no block is written. */
  add(address: string, attributes: JsonObject, ownLifecycle: JsonObject = {}): void {
    if (Object.keys(attributes).length === 0) return;
    const kind = address.startsWith("data.") ? "data" : "resource";
    const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
    const ofType = ((this.byKind[kind] ??= {})[type] ??= {});
    const before = ofType[name] ?? {};
    const ignored = [ownLifecycle, lifecycleOf(before), lifecycleOf(attributes)].flatMap((lifecycle) =>
      asArray(lifecycle["ignore_changes"]),
    );
    ofType[name] = {
      ...before,
      ...attributes,
      ...(lifecycleOf(attributes)["ignore_changes"]
        ? { lifecycle: [{ ignore_changes: [...new Set(ignored)] }] }
        : {}),
    };
  }

  get json(): object {
    return this.byKind;
  }
}

const lifecycleOf = (attributes: JsonObject): JsonObject => asObject(asArray(attributes["lifecycle"])[0]);

const aliasOf = (provider: JsonObject): JsonObject =>
  provider["alias"] === undefined ? {} : { alias: provider["alias"] };
