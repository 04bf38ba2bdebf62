import { STACK_FILE } from "./stack-files";
import { MANIFEST_NAME, RECORD_NAME, STACKS_FOLDER, stackOf, type OutputPaths } from "./output-paths";
import { readTextIfThere, staysInside } from "./tree";

/**
 * Files that earlier synths wrote. Synth overwrites and removes only these. Without a record (plain cdktf wrote the
 * output, or the record was deleted) only the manifest and each stack's `cdk.tf.json` are known to come from synth.
 */
export interface SynthRecord {
  readonly files: readonly string[];
  /** SHA-256 of each file as synth wrote it. Empty if an older synth wrote the record. */
  readonly digests: ReadonlyMap<string, string>;
  readonly isOurs: (file: string) => boolean;
}

export function readRecord({ record }: OutputPaths): SynthRecord {
  const { files, digests } = filesIn(readTextIfThere(record) ?? "");
  const known = new Set(files);
  return { files, digests, isOurs: (file) => known.has(file) || isAlwaysOurs(file) };
}

export function printRecord(digests: ReadonlyMap<string, string>): string {
  const files = Object.fromEntries([...digests].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ files }, null, 2)}\n`;
}

function isAlwaysOurs(file: string): boolean {
  const stack = stackOf(file);
  return stack === undefined
    ? file === MANIFEST_NAME || file === RECORD_NAME
    : file === `${STACKS_FOLDER}/${stack}/${STACK_FILE}`;
}

const NOTHING: Omit<SynthRecord, "isOurs"> = { files: [], digests: new Map() };

/** Files and digests in the text of a record; none in any other text. */
export function filesIn(text: string): Omit<SynthRecord, "isOurs"> {
  try {
    const { files } = JSON.parse(text) as { files: unknown };
    if (typeof files !== "object" || files === null) return NOTHING;
    // An older synth wrote a list of names.
    const names = (Array.isArray(files) ? files : Object.keys(files)).filter(
      (file): file is string => typeof file === "string" && staysInside(file),
    );
    const digests = Object.entries(files).filter((entry): entry is [string, string] => {
      const [file, digest] = entry as [string, unknown];
      return !Array.isArray(files) && staysInside(file) && typeof digest === "string";
    });
    return { files: names, digests: new Map(digests) };
  } catch {
    return NOTHING;
  }
}
