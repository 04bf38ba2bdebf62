import { type JsonObject, type StackJson, asArray, asObject } from "../../src/terraform-json/stack-json";
import { type LocalFacts, QUIRKS, affected } from "./quirks";

export interface OverrideOptions extends LocalFacts {
  /** Leaves the backend alone, as for the state stack's first apply. @default - the S3 backend of the local API */
  readonly keepBackend?: boolean;
}

/**
 * The override file that points a root module to the local API, without a change to what synth wrote. Terraform
 * merges an override into a resource argument by argument, but replaces a backend, a remote state's `config` and
 * lists whole, so these repeat what is there.
 */
export function overridesFor(stack: StackJson, { keepBackend, ...facts }: OverrideOptions): object {
  const backend = asObject(asObject(stack.terraform["backend"])["s3"]);
  const blocks = new Blocks();
  for (const { address, config } of stack.dataSources("terraform_remote_state")) {
    blocks.lay(address, { config: { ...asObject(config["config"]), use_path_style: true } });
  }
  for (const quirk of QUIRKS) {
    for (const { address, config } of affected(quirk, stack)) {
      blocks.lay(address, quirk.override(facts), asObject(config["lifecycle"]));
    }
  }
  return {
    ...(keepBackend ? {} : { terraform: { backend: { s3: { ...backend, use_path_style: true } } } }),
    provider: {
      aws: asArray(stack.providers["aws"]).map((provider) => ({
        ...aliasOf(asObject(provider)),
        // What moto lacks answers with 500, which more tries only make slow.
        max_retries: 3,
        s3_use_path_style: true,
      })),
    },
    ...blocks.json,
  };
}

/** An override file with which `terraform destroy` may delete what is protected from it. */
export function withoutProtection(stack: StackJson): object {
  const blocks = new Blocks();
  for (const { address } of protectedResources(stack)) {
    blocks.lay(address, { lifecycle: { prevent_destroy: false } });
  }
  return blocks.json;
}

/** Resources that `terraform destroy` refuses to delete. */
export function protectedResources(stack: StackJson) {
  return stack.resources().filter(({ config }) => asObject(config["lifecycle"])["prevent_destroy"] === true);
}

/** Blocks of resources and data sources as Terraform JSON nests them. */
class Blocks {
  private readonly byKind: Record<string, Record<string, Record<string, JsonObject>>> = {};

  /** Adds attributes to what is laid over an address; an empty one is no block. */
  lay(address: string, attributes: JsonObject, ownLifecycle: JsonObject = {}): void {
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
