import { existsSync } from "node:fs";
import { join } from "node:path";
import { userError } from "../../base/errors";
import { readJson } from "../../base/read-text";
import { runForeign } from "../foreign-program";

export interface SynthProcess extends Omit<Parameters<typeof runForeign>[0], "own"> {
  readonly environmentsDir: string;
  readonly outdir: string;
  readonly place: string;
  /** @default "a synth that failed" */
  readonly got?: string;
  readonly fix: string;
}

/** Synthesizes all environments in a process of its own. Throws with its errors where it fails. */
export function synthInProcess(run: SynthProcess): void {
  const { environmentsDir, outdir, place, got = "a synth that failed", fix } = run;
  const own = { ENVIRONMENTS_DIR: environmentsDir, CDKTF_OUTDIR: outdir, ENVIRONMENT: "", NO_COLOR: "1" };
  const { status, stderr, signal } = runForeign({ ...run, own });
  if (status === 0) return;
  throw userError({
    place,
    got: signal ? `a synth ended by ${signal}` : got,
    expected: "a synth without errors",
    fix,
    details: stderr.trim().split("\n"),
  });
}

/**
 * Arguments of Node.js for a synth in a folder: those of `npm run synth`, since the program of a revision is the one that it was
 * written for; in a folder with environments only, those of `startFile`.
 */
export function synthScript(folder: string, place: string, startFile: string | undefined): string[] {
  const file = join(folder, "package.json");
  const expected = "a revision of this program with npm run synth";
  const fix = "give an output folder with --before DIR or --in DIR";
  const { scripts } = (existsSync(file) ? readJson(file, { place, expected, fix }) : {}) as {
    scripts?: { synth?: string };
  };
  const [node, ...args] = (scripts?.synth ?? "").split(" ");
  if (node === "node") return args;
  if (startFile !== undefined) return [startFile, "synth"];
  throw userError({ place, got: "no npm run synth of this program", expected, fix });
}
