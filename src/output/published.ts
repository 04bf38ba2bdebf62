import * as fs from "node:fs";
import { UserError } from "../core/errors";
import { errorCode } from "./fs-errors";
import { MANIFEST_NAME, outputPathsOf, displayPath, type OutputPaths } from "./output-paths";

/**
 * Runs a function that reads the output folder, and returns what it read. Throws unless the folder holds one whole
 * synth; also where a publish fell into the reading, and what it saw may be half of one synth and half of another.
 */
export function readPublished<T>(outdir: string, read: () => T): T {
  const places = outputPathsOf(outdir);
  const before = stampOf(places);
  const value = read();
  if (stampOf(places) !== before) {
    throw new UserError(
      `${displayPath(places.outdir)}: got a new synth while it was read, expected it to stay; run it again`,
    );
  }
  return value;
}

/** Changes with every publish that changes anything: such a publish touches the manifest, and under a journal. */
function stampOf(places: OutputPaths): string {
  const { outdir, journal } = places;
  // in this order: a manifest seen before the journal is gone may be an old one
  const stat = manifestIfThere(places);
  if (fs.existsSync(journal)) {
    throw new UserError(
      `${displayPath(outdir)}: got a publish that is under way or was interrupted (${displayPath(journal)}), expected a ` +
        "finished one; wait for the running synth, or run npm run synth, which finishes it",
    );
  }
  if (stat === undefined) {
    throw new UserError(
      `${displayPath(outdir)}: got no ${MANIFEST_NAME}, expected a finished synth; run npm run synth`,
    );
  }
  return `${stat.ino} ${stat.mtimeNs} ${stat.ctimeNs}`;
}

function manifestIfThere({ outdir, manifest }: OutputPaths): fs.BigIntStats | undefined {
  try {
    return fs.statSync(manifest, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (errorCode(error) !== "ENOTDIR") throw error;
    throw new UserError(
      `${displayPath(outdir)}: got a file, expected a folder that synth wrote; name such a folder, or run npm run synth`,
    );
  }
}
