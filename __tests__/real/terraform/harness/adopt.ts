import { join } from "node:path";
import { type Finished, start } from "./processes";
import { type Sandbox } from "./sandbox";
import { ROOT } from "./synth";
import { terraformFromFolder } from "./terraform-from-folder";

/** Runs `npx private-eks-inference adopt` for a sandbox. `variables` override those of the sandbox, for example the endpoint of AWS. */
export function adopt(
  sandbox: Sandbox,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return start({
    program: process.execPath,
    args: [join(ROOT, "bin/private-eks-inference.js"), "adopt", ...args],
    cwd: ROOT,
    env: {
      ...sandbox.variables,
      ...variables,
      ...terraformFromFolder({ ...sandbox.variables, ...variables }),
    },
  }).finished;
}

/** Writes the import blocks of a sandbox's network or cluster, without questions. */
export const takeOver = (
  sandbox: Sandbox,
  subject: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Finished> =>
  adopt(sandbox, [...subject, "--into", sandbox.environment, "--in", sandbox.outdir, "--yes"], variables);
