import * as fs from "node:fs";
import { userError } from "./errors";
import { errorCode } from "./fs-errors";
import { outputPathsOf, type OutputPaths } from "./output/paths";
import { NPX } from "./program-name";
import { displayPath } from "./files";
import { MANIFEST_NAME } from "./stack-files";

/**
 * Runs a function that reads the output folder, and returns its result. Throws unless the folder contains a finished
 * synth. Also throws if a commit ran during the read, since the result may mix two synths.
 */
export function readOutput<T>(outdir: string, read: () => T): T {
  const places = outputPathsOf(outdir);
  const before = stampOf(places);
  const value = read();
  if (stampOf(places) !== before) {
    throw userError({
      place: displayPath(places.outdir),
      got: "a new synth during the read",
      expected: "an unchanged folder",
      fix: "run the command again",
    });
  }
  return value;
}

/** A value that every commit with changes modifies: such a commit opens a journal and replaces the manifest. */
function stampOf(places: OutputPaths): string {
  const { outdir, journal } = places;
  // in this order: a commit between the two calls leaves an old stamp, from which the second stamp differs
  const stat = manifestIfThere(places);
  if (fs.existsSync(journal)) {
    throw userError({
      place: displayPath(outdir),
      got: `a synth that is in progress or was interrupted (${displayPath(journal)})`,
      expected: "a finished synth",
      fix: `wait for the running synth, or run ${NPX} synth to finish it`,
    });
  }
  if (stat === undefined) {
    throw userError({
      place: displayPath(outdir),
      got: `no ${MANIFEST_NAME}`,
      expected: "a finished synth",
      fix: `run ${NPX} synth`,
    });
  }
  return `${stat.ino} ${stat.mtimeNs} ${stat.ctimeNs}`;
}

function manifestIfThere({ outdir, manifest }: OutputPaths): fs.BigIntStats | undefined {
  try {
    return fs.statSync(manifest, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (errorCode(error) !== "ENOTDIR") throw error;
    throw userError({
      place: displayPath(outdir),
      got: "a file",
      expected: "a folder that synth wrote",
      fix: `name such a folder, or run ${NPX} synth`,
    });
  }
}
