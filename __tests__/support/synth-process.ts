import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { withoutProgress } from "./command-runs";

const ROOT = resolve(__dirname, "../..");

/** Runs the program of `npx private-eks-inference synth` in a process, with an output folder of its own below `work`. */
export function synthInProcess(
  work: string,
  outdir: string,
  env: NodeJS.ProcessEnv = {},
  ...args: string[]
): SpawnSyncReturns<string> {
  const run = spawnSync(process.execPath, ["bin/private-eks-inference.js", "synth", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", CDKTF_OUTDIR: join(work, outdir), ...env },
  });
  return { ...run, stderr: withoutProgress(run.stderr) };
}
