import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userError } from "../../src/shared/messages/errors";
import { noTerraform } from "../../src/tools/shared/command/terraform";
import { type ProviderExtract } from "./extract";
import { type PrintedSchema, computedPaths, namedArguments, typedArguments } from "./printed-schema";
import { type TypedBlock, type TypedExtract } from "./typed-extract";
import { type UsedType } from "./used-types";

export interface TerraformSchemaRequest {
  readonly provider: string;
  readonly version: string;
  readonly types: readonly UsedType[];
  readonly today: string;
  /** @default - the registry */
  readonly pluginDir?: string | undefined;
}

/** The schema of the used types, from the provider. */
export function schemaOfTerraform({ provider, version, types, today, pluginDir }: TerraformSchemaRequest): {
  readonly extract: ProviderExtract;
  readonly typed: TypedExtract;
} {
  const schema = ask(provider, version, pluginDir);
  const source = "terraform providers schema -json";
  const of = <Block>(
    kind: UsedType["kind"],
    all: PrintedSchema["resource_schemas"],
    read: (block: PrintedSchema["provider"]["block"]) => Block,
  ): Record<string, Block> =>
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
          return [type, read(found.block)];
        }),
    );
  const facts = { provider, version, source, date: today };
  return {
    extract: {
      ...facts,
      configuration: namedArguments(schema.provider.block),
      resources: of("resource", schema.resource_schemas, namedArguments),
      data: of("data", schema.data_source_schemas, namedArguments),
    },
    typed: {
      ...facts,
      configuration: typedArguments(schema.provider.block),
      resources: of<TypedBlock>("resource", schema.resource_schemas, typedArguments),
      data: of<TypedBlock>("data", schema.data_source_schemas, typedArguments),
      computed: {
        ...of("resource", schema.resource_schemas, computedText),
        ...dataNames(of("data", schema.data_source_schemas, computedText)),
      },
    },
  };
}

const computedText = (block: PrintedSchema["provider"]["block"]): string => computedPaths(block).join(" ");

const dataNames = (all: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).map(([type, paths]) => [`data.${type}`, paths]));

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
