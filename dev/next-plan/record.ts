import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readJson } from "../../src/base/read-text";
import { userError } from "../../src/base/errors";
import { type Blocks, blocksOf } from "./blocks";

/** Folder of the record, from the root of the repository. It has one folder, with the name of the last release. */
export const RECORDED = "__tests__/golden/recorded";

/** The environments of a release as they were, and the digests of the blocks that it emits for them. */
export interface OutputRecord {
  readonly version: string;
  /** Folder of the environments. */
  readonly environments: string;
  readonly blocks: Blocks;
}

const BLOCKS = "blocks.json";
const ENVIRONMENTS = "environments";

/** Environments that a release records, with the files beside them. */
const SOURCES = ["examples", "__tests__/real/terraform/every-option/every-option.yaml"];

export function lastRecord(folder: string): OutputRecord {
  const [expected, fix] = ["the record of one release", "run npm run next-plan -- --record"];
  const [version, ...others] = readdirSync(folder);
  if (version === undefined || others.length > 0)
    throw userError({
      place: folder,
      got: version === undefined ? "no record" : `records of ${[version, ...others].join(", ")}`,
      expected,
      fix,
    });
  const blocks = readJson(join(folder, version, BLOCKS), { expected, fix }) as Blocks;
  return { version, environments: join(folder, version, ENVIRONMENTS), blocks };
}

/** Replaces the record by what this version emits for the examples as they are now. Address locks belong to no release. */
export function record(root: string, version: string): void {
  const all = join(root, RECORDED);
  rmSync(all, { recursive: true, force: true });
  const environments = join(all, version, ENVIRONMENTS);
  mkdirSync(environments, { recursive: true });
  for (const source of SOURCES) {
    const files = source.endsWith(".yaml")
      ? [source]
      : readdirSync(join(root, source)).map((name) => join(source, name));
    for (const file of files.filter((name) => !name.endsWith(".addresses.json")))
      cpSync(join(root, file), join(environments, basename(file)), { recursive: true });
  }
  writeFileSync(join(all, version, BLOCKS), `${JSON.stringify(blocksOf(environments), null, 2)}\n`);
}
