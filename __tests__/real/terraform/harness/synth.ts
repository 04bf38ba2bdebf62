import { join, resolve } from "node:path";
import { type Variables, run } from "./processes";

/** Root folder of the repository. */
export const ROOT = resolve(__dirname, "../../../..");

export interface SynthProps {
  readonly environmentsDir: string;
  readonly outdir: string;
  /** @default - all environments of the folder */
  readonly environment?: string;
  readonly env: Variables;
}

/** Runs the synth command in its own process. */
export async function synth({ environmentsDir, outdir, environment, env }: SynthProps): Promise<void> {
  await run({
    program: process.execPath,
    args: [join(ROOT, "bin/private-eks-inference.js"), "synth"],
    cwd: ROOT,
    env: {
      ...env,
      ENVIRONMENT: environment,
      ENVIRONMENTS_DIR: environmentsDir,
      CDKTF_OUTDIR: outdir,
      // Even if the tests run under the cdktf CLI, this synth does not.
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: undefined,
      SYNTH_HCL_OUTPUT: undefined,
    },
  });
}
