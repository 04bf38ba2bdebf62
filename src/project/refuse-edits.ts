import { NPX } from "../base/program-name";
import { type CommandOutput } from "../base/command-line";
import { counted } from "../base/counted";
import { userError } from "../base/errors";
import { VERSION } from "../base/version";
import { editLines } from "./edit";
import { type Resynthesize } from "./fresh";
import { type Origin, type OriginsRequest, originLines, originsOf } from "./origins";

/**
 * Throws where an environment of an output folder has what its inputs do not lead to: the command would hand it to others, or apply it.
 * Returns what was compared.
 */
export function refuseEdits(request: OriginsRequest): readonly Origin[] {
  const origins = originsOf(request);
  const details = origins.flatMap(({ environment, edits }) => editLines(environment, edits));
  if (details.length === 0) return origins;
  throw userError({
    place: request.outdir,
    got: `${counted(details.length, "edit")} that the inputs do not lead to`,
    expected: "an output as synth writes it",
    fix: `run ${NPX} synth, or move what you need to own files; ${NPX} check says how`,
    details,
  });
}

/**
 * `refuseEdits` for a command that calls it several times while it applies. The inputs are synthesized once: a file that changes for the
 * next synth meanwhile edits no output.
 */
export function refusingEdits(request: OriginsRequest): () => readonly Origin[] {
  let fresh: ReturnType<Resynthesize> | undefined;
  const resynthesize: Resynthesize = (...inputs) => (fresh ??= request.resynthesize(...inputs));
  return () => refuseEdits({ ...request, resynthesize });
}

/** Says what nothing compared with the inputs; says nothing where all of it was. */
export function sayNotCompared(origins: readonly Origin[], output: CommandOutput): void {
  const lines = originLines(
    origins.filter(({ compared, notCompared }) => compared !== "inputs" || notCompared.length > 0),
  );
  if (lines.length > 0) output.err(`${lines.join("\n")}\n\n`);
}

/** Throws for an output of another version, which is no basis of an apply. */
export function refuseOtherVersions(origins: readonly Origin[], outdir: string): void {
  const versions = [...new Set(origins.flatMap(({ otherVersion }) => otherVersion ?? []))];
  if (versions.length === 0) return;
  throw userError({
    place: outdir,
    got: `the output of ${versions.map((each) => (each === "" ? "an older version" : `version ${each}`)).join(" and ")}`,
    expected: `one of this version, ${VERSION}`,
    fix: `run ${NPX} synth --out NEW, and compare the versions with ${NPX} review --before ${outdir} --in NEW; then deploy with --in NEW`,
  });
}
