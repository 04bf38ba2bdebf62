import { join, resolve } from "node:path";
import { type Variables, run } from "./processes";

/** The repository. */
export const ROOT = resolve(__dirname, "../..");

export interface SynthProps {
  readonly environmentsDir: string;
  readonly outdir: string;
  /** @default - all environments of the folder */
  readonly environment?: string;
  readonly env: Variables;
}

/** Runs the synth command in a process of its own, as its users do. */
export async function synth({ environmentsDir, outdir, environment, env }: SynthProps): Promise<void> {
  await run({
    program: process.execPath,
    args: [join(ROOT, "scripts/launch.js"), "main.ts"],
    cwd: ROOT,
    env: {
      ...env,
      ENVIRONMENT: environment,
      ENVIRONMENTS_DIR: environmentsDir,
      CDKTF_OUTDIR: outdir,
      // Whoever runs the tests under the cdktf CLI does not run synth under it.
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: undefined,
      SYNTH_HCL_OUTPUT: undefined,
    },
  });
}
