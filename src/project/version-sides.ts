import { join } from "node:path";
import { type CommandOutput } from "../base/command-line";
import { VERSION } from "../base/version";
import { type InstalledVersion, type WantedVersion, installVersion } from "./installed-version";
import { environmentsDirIn } from "./options";
import { withScratch } from "../base/scratch";
import { synthInProcess, synthScript } from "./command/synth-process";
import { type Sides } from "./synthesized-sides";

export interface VersionRequest extends WantedVersion {
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
  use: (sides: Sides, other: InstalledVersion) => T,
): T {
  const { wanted, place, root, startFile, variables, step, err } = request;
  return withScratch("other-version-", (scratch) => {
    step?.(`installing ${wanted} into a temporary folder`, "blocks");
    const other = installVersion(request, scratch);
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
