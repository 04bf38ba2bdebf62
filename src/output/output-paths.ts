import * as fs from "node:fs";
import * as path from "node:path";

/** Lists the files that synth wrote; whatever else lies in the output folder belongs to the user. */
export const RECORD_NAME = ".synth-files.json";

export const MANIFEST_NAME = "manifest.json";

export const STACKS_FOLDER = "stacks";

export const STACK_FILE = "cdk.tf.json";

/** Where a publish reads and writes. All paths are absolute and on one filesystem, so that a rename is atomic. */
export interface OutputPaths {
  /** The output folder itself, symbolic links followed. */
  readonly outdir: string;
  /** The folder beside it that holds everything below. */
  readonly parent: string;
  /** A new synth, until it is published. */
  readonly staged: string;
  /** Open while files are moved from `staged` to `outdir`. */
  readonly journal: string;
  /** Held by the one run that may write. */
  readonly lock: string;
  readonly manifest: string;
  readonly record: string;
}

export function outputPathsOf(outdir: string): OutputPaths {
  const real = followLinks(path.resolve(outdir));
  const parent = path.dirname(real);
  const beside = (suffix: string) => path.join(parent, `.${path.basename(real)}.${suffix}`);
  return {
    outdir: real,
    parent,
    staged: beside("staged"),
    journal: beside("journal.json"),
    lock: beside("lock"),
    manifest: path.join(real, MANIFEST_NAME),
    record: path.join(real, RECORD_NAME),
  };
}

/** Follows the links of the longest part that exists: two ways to write one folder must share one lock. */
function followLinks(target: string): string {
  try {
    return fs.realpathSync(target);
  } catch {
    const parent = path.dirname(target);
    return parent === target ? target : path.join(followLinks(parent), path.basename(target));
  }
}

/** A path as messages show it: short where it lies below the working directory. */
export function displayPath(target: string): string {
  const relative = path.relative(process.cwd(), target);
  return relative === "" || relative.startsWith("..") ? target : relative;
}

/** The stack that a file of the output folder belongs to; undefined for `manifest.json` and its like. */
export function stackOf(file: string): string | undefined {
  const [top, stack, ...rest] = file.split("/");
  return top === STACKS_FOLDER && rest.length > 0 ? stack : undefined;
}
