import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { configOfRow, configuredRows, rowInWords } from "../real/kubernetes/matrix/environments";
import { synthesize } from "../../src/synth/app";
import { type EnvironmentConfig } from "../../src/environment/schema";
import { environmentSchema } from "../../src/parts/environment-schema";
import { ENVIRONMENTS, configWith, filesOf } from "../support/environments";

/** Digests of the files of each stack, by environment and stack. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

const EVERY_OPTION = "__tests__/real/terraform/every-option/every-option.yaml";

/** Environments by a name that describes them: the references, every option, and each pair of options. */
function environments(): [title: string, name: string, config: EnvironmentConfig][] {
  return [
    ...ENVIRONMENTS.map((name): [string, string, EnvironmentConfig] => [name, name, configWith(name)]),
    ["every option", "every-option", environmentSchema.parse(parse(readFileSync(EVERY_OPTION, "utf8")))],
    ...configuredRows().rows.map((row): [string, string, EnvironmentConfig] => [
      rowInWords(row),
      "golden",
      configOfRow(row),
    ]),
  ];
}

/** Digests of what synth emits, with construct paths and metadata, without the files of checks. */
export function goldenOutputs(): Outputs {
  return Object.fromEntries(
    environments().map(([title, name, config]) => {
      const folder = mkdtempSync(join(tmpdir(), "golden-"));
      try {
        synthesize([{ name, config, files: filesOf(config) }], folder);
        return [title, digestsOf(join(folder, "stacks"))];
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
  );
}

function digestsOf(stacks: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(stacks)
      .sort()
      .map((stack) => [stack, digestOf(join(stacks, stack))]),
  );
}

/** Digest of the names and contents of all files of a folder. */
function digestOf(folder: string): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  for (const file of files.filter((each) => statSync(join(folder, each)).isFile())) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}
