import { writeFileSync } from "node:fs";
import { RECORD_NAME, outputPathsOf, printedRecord, stackOf } from "./output/paths";
import { MANIFEST_NAME, STACKS_FOLDER, STACK_FILES } from "./stack-files";
import { readTextIfThere, staysInside } from "./files";

/**
 * Files that earlier synths wrote. Synth overwrites and removes only these. Without a record (plain cdktf wrote the
 * output, or the record was deleted) only the manifest and each stack's `cdk.tf.json` are known to come from synth.
 */
interface SynthRecord {
  readonly files: readonly string[];
  /** SHA-256 of each file as synth wrote it. Empty if an older synth wrote the record. */
  readonly digests: ReadonlyMap<string, string>;
  readonly isOurs: (file: string) => boolean;
}

export function readRecord(outdir: string): SynthRecord {
  const { files, digests } = parsedRecord(readTextIfThere(outputPathsOf(outdir).record) ?? "");
  const known = new Set(files);
  return { files, digests, isOurs: (file) => known.has(file) || isAlwaysOurs(file) };
}

/** Writes the digests of the files in a folder as its record. */
export const writeRecord = (outdir: string, digests: ReadonlyMap<string, string>): void =>
  writeFileSync(outputPathsOf(outdir).record, printedRecord(digests));

function isAlwaysOurs(file: string): boolean {
  const stack = stackOf(file);
  return stack === undefined
    ? file === MANIFEST_NAME || file === RECORD_NAME
    : file === `${STACKS_FOLDER}/${stack}/${STACK_FILES.main}`;
}

const NOTHING: Omit<SynthRecord, "isOurs"> = { files: [], digests: new Map() };

/** Files and digests in the text of a record; none in any other text. */
export function parsedRecord(text: string): Omit<SynthRecord, "isOurs"> {
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
