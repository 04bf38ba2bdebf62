import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJson } from "../../src/base/read-text";
import { userError } from "../../src/base/errors";
import { noTerraform } from "../../src/project/command/terraform";
import { type ProviderExtract } from "./extract";
import { type PackedSchema, packedSchema } from "./pack";
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
  /** Files that `terraform providers schema -json` wrote, for providers that the mirror lacks. */
  readonly files: readonly string[];
}

/** The schema of the used types, and of all types, from the provider. */
export function schemaOfTerraform(request: TerraformSchemaRequest): {
  readonly extract: ProviderExtract;
  readonly typed: TypedExtract;
  readonly packed: PackedSchema;
} {
  const { provider, version, types, today, pluginDir, files } = request;
  const schema = printedIn(files, provider) ?? ask(provider, version, pluginDir);
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
    packed: packedSchema(facts, schema),
  };
}

const computedText = (block: PrintedSchema["provider"]["block"]): string => computedPaths(block).join(" ");

const dataNames = (all: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).map(([type, paths]) => [`data.${type}`, paths]));

/** The schema of a provider in the first of these files that has it. */
function printedIn(files: readonly string[], provider: string): PrintedSchema | undefined {
  for (const file of files) {
    const printed = readJson(file, {
      expected: "the output of terraform providers schema -json",
      fix: "print it again",
    });
    const found = schemaIn(printed, `hashicorp/${provider}`);
    if (found) return found;
  }
  return undefined;
}

function schemaIn(printed: unknown, source: string): PrintedSchema | undefined {
  const { provider_schemas: all = {} } = printed as { provider_schemas?: Record<string, PrintedSchema> };
  return Object.entries(all).find(([name]) => name.endsWith(`/${source}`))?.[1];
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
    const found = schemaIn(JSON.parse(terraform("providers", "schema", "-json")), source);
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
