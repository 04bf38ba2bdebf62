import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userError } from "../../src/base/errors";
import { noTerraform } from "../../src/project/command/terraform";
import { type JsonObject } from "../../src/terraform/stack-json";

/** A type in the format of `terraform providers schema -json`. */
export type SchemaType =
  string | readonly [kind: string, of: SchemaType | Readonly<Record<string, SchemaType>>];

export interface SchemaBlock {
  /** @default - none */
  readonly attributes?: Readonly<
    Record<
      string,
      {
        readonly type: SchemaType;
        readonly optional?: boolean;
        readonly required?: boolean;
        readonly computed?: boolean;
      }
    >
  >;
  /** @default - none */
  readonly block_types?: Readonly<
    Record<string, { readonly nesting_mode: string; readonly block: SchemaBlock }>
  >;
}

export interface ResourceSchema {
  readonly version: number;
  readonly block: SchemaBlock;
}

/** A resource of a planned root module, with an optional state. */
export interface Planned {
  readonly type: string;
  readonly name: string;
  readonly config: JsonObject;
  /** @default - none: the plan creates the resource */
  readonly state?: JsonObject;
}

/** The planned action of a resource. */
export interface PlannedChange {
  readonly actions: readonly string[];
  readonly after: JsonObject;
  readonly after_unknown: JsonObject;
}

/** The real AWS provider in a temporary folder. It plans without an account and calls no API. */
export class OfflineProvider {
  private readonly folder = mkdtempSync(join(tmpdir(), "replacement-attributes-"));
  readonly schemas: Readonly<Record<string, ResourceSchema>>;

  constructor(
    version: string,
    pluginDir: string | undefined,
    private readonly env: Readonly<Record<string, string | undefined>>,
  ) {
    this.write("provider.tf.json", {
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version } } },
      provider: { aws: PROVIDER },
    });
    this.terraform("init", "-no-color", ...(pluginDir === undefined ? [] : [`-plugin-dir=${pluginDir}`]));
    const { provider_schemas: all } = JSON.parse(this.terraform("providers", "schema", "-json")) as {
      provider_schemas: Record<string, { resource_schemas: Record<string, ResourceSchema> }>;
    };
    this.schemas = Object.values(all)[0]?.resource_schemas ?? {};
  }

  /** Planned actions by `type.name`, without refused resources. */
  plan(resources: readonly Planned[]): ReadonlyMap<string, PlannedChange> {
    const changes = new Map<string, PlannedChange>();
    for (let start = 0; start < resources.length; start += PART)
      for (const [name, change] of this.planPart(resources.slice(start, start + PART)))
        changes.set(name, change);
    return changes;
  }

  private planPart(resources: readonly Planned[]): ReadonlyMap<string, PlannedChange> {
    const refused = new Set<string>();
    for (;;) {
      const left = resources.filter(({ type, name }) => !refused.has(`${type}.${name}`));
      this.write("resources.tf.json", { resource: nested(left) });
      this.write("terraform.tfstate", this.state(left));
      const errors = this.refusedInPlan();
      if (errors.length === 0) break;
      errors.forEach((address) => refused.add(address));
    }
    const shown = JSON.parse(this.terraform("show", "-json", "made.tfplan")) as {
      resource_changes?: { address: string; change: PlannedChange }[];
    };
    return new Map((shown.resource_changes ?? []).map(({ address, change }) => [address, change]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Plans, and returns the addresses that Terraform refuses. */
  private refusedInPlan(): string[] {
    const text = this.terraform(
      "plan",
      "-json",
      "-input=false",
      "-refresh=false",
      "-lock=false",
      "-out=made.tfplan",
    );
    const lines = text.split("\n").filter((line) => line.startsWith("{"));
    return lines.flatMap((line) => {
      const { diagnostic } = JSON.parse(line) as { diagnostic?: Diagnostic };
      if (diagnostic?.severity !== "error") return [];
      const { summary, detail = "", snippet } = diagnostic;
      const address =
        diagnostic.address ?? /\b(aws_\w+\.\w+)/.exec(`${snippet?.context ?? ""} ${detail}`)?.[1];
      if (address === undefined) throw new Error(`terraform plan: ${summary} ${detail}`);
      return [address];
    });
  }

  private state(resources: readonly Planned[]): object {
    return {
      version: 4,
      terraform_version: "1.11.0",
      serial: 1,
      lineage: "00000000-0000-4000-8000-000000000000",
      outputs: {},
      resources: resources.flatMap(({ type, name, state }) =>
        state === undefined
          ? []
          : [
              {
                mode: "managed",
                type,
                name,
                provider: 'provider["registry.terraform.io/hashicorp/aws"]',
                instances: [
                  {
                    schema_version: this.schemas[type]?.version ?? 0,
                    attributes: state,
                    sensitive_attributes: [],
                  },
                ],
              },
            ],
      ),
    };
  }

  private write(name: string, content: object): void {
    // On many lines, since terraform repeats the line of an error.
    writeFileSync(join(this.folder, name), JSON.stringify(content, null, 1));
  }

  private terraform(...args: string[]): string {
    try {
      return execFileSync("terraform", args, {
        cwd: this.folder,
        env: { ...this.env },
        encoding: "utf8",
        maxBuffer: 2 ** 29,
        stdio: "pipe",
      });
    } catch (error) {
      const { code, stdout, stderr } = error as { code?: string; stdout?: string; stderr?: string };
      if (code === "ENOENT") throw noTerraform();
      if (args[0] === "plan" && stdout !== undefined) return stdout;
      throw userError({
        place: `terraform ${args.join(" ")}`,
        got: "an error of terraform",
        expected: "exit status 0",
        fix: "resolve the error below, or name a mirror with --plugin-dir",
        details: (stderr ?? String(error)).trim().split("\n"),
      });
    }
  }
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly snippet?: { readonly context?: string };
}

/** Resources of one plan. The time of a plan grows faster than their number, and a refused resource repeats it. */
const PART = 200;

/** Settings that skip all AWS calls before an apply. */
const PROVIDER = {
  region: "us-east-1",
  access_key: "none",
  secret_key: "none",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: true,
  skip_region_validation: true,
};

function nested(resources: readonly Planned[]): object {
  const byType: Record<string, Record<string, JsonObject>> = {};
  for (const { type, name, config } of resources) (byType[type] ??= {})[name] = config;
  return byType;
}
