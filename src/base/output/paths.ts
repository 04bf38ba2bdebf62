import * as fs from "node:fs";
import * as path from "node:path";
import { userError } from "../errors";
import { MANIFEST_NAME, STACKS_FOLDER } from "../stack-files";

/** Lists the files that synth wrote. All other files in the output folder belong to the user. */
export const RECORD_NAME = ".synth-files.json";

/** Paths of the output folder. All are absolute and on one file system, so that a rename is atomic. */
export interface OutputPaths {
  /** The output folder, with symbolic links resolved. */
  readonly outdir: string;
  /** The folder that contains the output folder, `staged`, `journal` and `lock`. */
  readonly parent: string;
  /** A new synth, until it is committed. */
  readonly staged: string;
  /** Exists while files are moved from `staged` to `outdir`. */
  readonly journal: string;
  /** Lock folder, with a claim of the run that writes. */
  readonly lock: string;
  readonly manifest: string;
  readonly record: string;
}

/** Longest name of a file or folder in bytes, in the file systems of Linux, macOS and Windows. */
const LONGEST_NAME = 255;

export function outputPathsOf(outdir: string): OutputPaths {
  refuseLongNames(path.resolve(outdir));
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

/** The output folder's own name is also that of files beside it, with an ending. */
function refuseLongNames(outdir: string): void {
  const most = LONGEST_NAME - "..journal.json".length;
  const long = outdir.split(path.sep).find((name) => Buffer.byteLength(name) > most);
  if (long === undefined) return;
  throw userError({
    place: `output folder ${long.slice(0, 20)}…`,
    got: `a name of ${Buffer.byteLength(long)} bytes`,
    expected: `names of at most ${most} bytes`,
    fix: "choose a folder with a shorter name",
  });
}

/** Resolves symbolic links in the part of the path that exists: two paths to one folder must share one lock. */
function followLinks(target: string): string {
  try {
    return fs.realpathSync(target);
  } catch {
    const parent = path.dirname(target);
    return parent === target ? target : path.join(followLinks(parent), path.basename(target));
  }
}

/** The stack that owns a file of the output folder; undefined for `manifest.json` and similar files. */
export function stackOf(file: string): string | undefined {
  const [top, stack, ...rest] = file.split("/");
  return top === STACKS_FOLDER && rest.length > 0 ? stack : undefined;
}

/** Text of the record of files with their digests. */
export function printedRecord(digests: ReadonlyMap<string, string>): string {
  const files = Object.fromEntries([...digests].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ files }, null, 2)}\n`;
}
