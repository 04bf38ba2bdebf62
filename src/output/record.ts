import { STACK_FILE } from "../shared/terraform/stack-files";
import { MANIFEST_NAME, RECORD_NAME, STACKS_FOLDER, stackOf, type OutputPaths } from "./output-paths";
import { readTextIfThere, staysInside } from "./tree";

/**
 * Files that earlier synths wrote. Synth overwrites and removes only these. Without a record (plain cdktf wrote the
 * output, or the record was deleted) only the manifest and each stack's `cdk.tf.json` are known to come from synth.
 */
export interface SynthRecord {
  readonly files: readonly string[];
  readonly isOurs: (file: string) => boolean;
}

export function readRecord({ record }: OutputPaths): SynthRecord {
  const files = parse(readTextIfThere(record) ?? "");
  const known = new Set(files);
  return { files, isOurs: (file) => known.has(file) || isAlwaysOurs(file) };
}

export function printRecord(files: Iterable<string>): string {
  return `${JSON.stringify({ files: [...new Set(files)].sort() }, null, 2)}\n`;
}

function isAlwaysOurs(file: string): boolean {
  const stack = stackOf(file);
  return stack === undefined
    ? file === MANIFEST_NAME || file === RECORD_NAME
    : file === `${STACKS_FOLDER}/${stack}/${STACK_FILE}`;
}

function parse(text: string): string[] {
  try {
    const { files } = JSON.parse(text) as { files: unknown };
    if (!Array.isArray(files)) return [];
    return files.filter((file): file is string => typeof file === "string" && staysInside(file));
  } catch {
    return [];
  }
}
