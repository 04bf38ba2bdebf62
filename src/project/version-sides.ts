import { join, resolve } from "node:path";
import { type CommandOutput } from "../base/command-line";
import { VERSION } from "../base/version";
import { type InstalledVersion, type WantedVersion, installVersion } from "./command/installed-version";
import { environmentsDirIn } from "./options";
import { withScratch } from "../base/scratch";
import { synthInProcess, synthScript } from "./command/synth-process";
import { statSync } from "node:fs";
import { userError } from "../base/errors";
import { BINARY } from "../base/program-name";

interface VersionRequest extends WantedVersion {
  /** Start file of this program, for a folder with environments only. @default - the folder has the program */
  readonly startFile?: string;
  /** Is called with the current step. @default - no one looks */
  readonly step?: CommandOutput["step"];
  /** Is called where the other version has a network. @default - no one looks */
  readonly err?: CommandOutput["err"];
}

/**
 * Synthesizes the environments of a folder, as their files are, with this version and with another one, and passes both output
 * folders to `use`. The other version is installed into a temporary folder, which is removed before this returns, and the output
 * folder of the user is not read and not written.
 */
export function withOtherVersion<T>(
  request: VersionRequest,
  use: (sides: { readonly before: string; readonly after: string }, other: InstalledVersion) => T,
): T {
  const { wanted, place, root, startFile, variables, step, err } = request;
  return withScratch("other-version-", (scratch) => {
    step?.(`installing ${wanted} into a temporary folder`, "blocks");
    const other = installVersion(request, tarballOf(request), scratch);
    const [before, after] = [join(scratch, "before"), join(scratch, "after")];
    const run = { folder: root, variables, environmentsDir: environmentsDirIn(variables, root), scratch };
    step?.(`synthesizing with version ${other.version}`, "blocks");
    synthInProcess({
      ...run,
      script: [other.startFile, "synth"],
      outdir: after,
      place,
      onNetwork: () =>
        err?.(
          `version ${other.version} runs with the network of this machine, which has no way to deny it\n`,
        ),
      got: `a synth of version ${other.version} that failed`,
      fix: "correct the errors below for that version; an older version does not know newer keys",
    });
    step?.(`synthesizing with version ${VERSION}`, "blocks");
    const here = `version ${VERSION}`;
    synthInProcess({
      ...run,
      script: synthScript(root, here, startFile),
      outdir: before,
      place: here,
      fix: "correct the errors below",
    });
    step?.(`comparing ${VERSION} with ${other.version}`);
    return use({ before, after }, other);
  });
}

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Whether a text names a version, and not a tarball. */
export const isVersion = (wanted: string): boolean => wanted === "latest" || EXACT.test(wanted);

/** Absolute path of a tarball; undefined for a version. Throws where it is neither. */
export function tarballOf({ wanted, place, root }: WantedVersion): string | undefined {
  if (isVersion(wanted)) return undefined;
  const file = resolve(root, wanted);
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isFile()) return file;
  throw userError({
    place,
    got: there?.isDirectory() ? "a folder" : "no version and no file",
    expected: "a version such as 1.2.3, or a tarball",
    fix: `correct it; npm view ${BINARY} versions lists the versions of the registry`,
  });
}
