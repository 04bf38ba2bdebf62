import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BlockSchema } from "../../catalog/provider-schemas/provider-schema";
import { userError } from "../../core/errors";
import { noTerraform } from "../shared/terraform";
import { type ProviderExtract } from "./extract";
import { type UsedType } from "./used-types";

export interface TerraformSchemaRequest {
  readonly provider: string;
  readonly version: string;
  readonly types: readonly UsedType[];
  readonly today: string;
  /** @default - the registry */
  readonly pluginDir?: string | undefined;
}

/** A block in the format of `terraform providers schema -json`. */
interface PrintedBlock {
  readonly attributes?: Readonly<
    Record<string, { readonly optional?: boolean; readonly required?: boolean }>
  >;
  readonly block_types?: Readonly<Record<string, { readonly block: PrintedBlock }>>;
}

interface PrintedSchema {
  readonly provider: { readonly block: PrintedBlock };
  readonly resource_schemas: Readonly<Record<string, { readonly block: PrintedBlock }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: PrintedBlock }>>;
}

/** The schema of the used types, from the provider. */
export function schemaOfTerraform({
  provider,
  version,
  types,
  today,
  pluginDir,
}: TerraformSchemaRequest): ProviderExtract {
  const schema = ask(provider, version, pluginDir);
  const of = (kind: UsedType["kind"], all: PrintedSchema["resource_schemas"]) =>
    Object.fromEntries(
      types
        .filter((each) => each.provider === provider && each.kind === kind)
        .map(({ type }) => {
          const found = all[type];
          if (!found) {
            throw userError({
              place: type,
              got: `no such type in ${provider} ${version}`,
              expected: "a type of the oldest version that the stacks allow",
              fix: "use another type, or raise that version",
            });
          }
          return [type, blockOf(found.block)];
        }),
    );
  return {
    provider,
    version,
    source: "terraform providers schema -json",
    date: today,
    configuration: blockOf(schema.provider.block),
    resources: of("resource", schema.resource_schemas),
    data: of("data", schema.data_source_schemas),
  };
}

function ask(provider: string, version: string, pluginDir: string | undefined): PrintedSchema {
  const folder = mkdtempSync(join(tmpdir(), "provider-schemas-"));
  const source = `hashicorp/${provider}`;
  const terraform = (...args: string[]): string =>
    execFileSync("terraform", args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28, stdio: "pipe" });
  try {
    const root = { terraform: { required_providers: { [provider]: { source, version } } } };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
    terraform("init", "-no-color", ...(pluginDir === undefined ? [] : [`-plugin-dir=${pluginDir}`]));
    const printed = JSON.parse(terraform("providers", "schema", "-json")) as {
      provider_schemas: Record<string, PrintedSchema>;
    };
    const found = Object.entries(printed.provider_schemas).find(([name]) => name.endsWith(`/${source}`))?.[1];
    if (!found) throw new Error(`terraform printed no schema of ${source}`);
    return found;
  } catch (error) {
    const { stderr, code } = error as { stderr?: string; code?: string };
    if (code === "ENOENT") throw noTerraform();
    if (stderr === undefined) throw error;
    throw userError({
      place: `${source} ${version}`,
      got: "an error of terraform",
      expected: "the schema of the provider",
      fix: "name a mirror with --plugin-dir",
      details: stderr.trim().split("\n"),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Computed attributes cannot be configured and do not count. */
function blockOf({ attributes = {}, block_types: nested = {} }: PrintedBlock): BlockSchema {
  const written = Object.entries(attributes).filter(([, { optional, required }]) => optional || required);
  const blocks = Object.entries(nested).map(([name, { block }]) => [name, blockOf(block)] as const);
  return {
    attributes: written
      .map(([name]) => name)
      .sort()
      .join(" "),
    ...(blocks.length > 0 ? { blocks: Object.fromEntries(blocks) } : {}),
  };
}
