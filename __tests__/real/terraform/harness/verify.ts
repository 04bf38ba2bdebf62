import { join } from "node:path";
import { verifySchema } from "../../../../dev/schemas/verify";
import { type Outcome } from "../../../../src/deploy/verify/finding";
import { type Finished, type Variables, start } from "./processes";
import { type Sandbox } from "./sandbox";
import { ROOT } from "./synth";

/** Runs `npx private-eks-inference verify` on the output of a sandbox. */
export function runVerify(
  { outdir, environment, variables }: Sandbox,
  args: readonly string[],
  own: Variables = variables,
): Promise<Finished> {
  return start({
    program: process.execPath,
    args: [
      ...[join(ROOT, "bin/private-eks-inference.js"), "verify"],
      ...["--in", outdir, "--environments", environment, ...args],
    ],
    cwd: ROOT,
    env: own,
  }).finished;
}

export interface Verified {
  readonly code: number;
  readonly findings: readonly Outcome[];
}

/** Compares some layers with the local AWS API. */
export async function verified(sandbox: Sandbox, layers: string): Promise<Verified> {
  const { code, stdout } = await runVerify(sandbox, ["--layers", layers, "--json"]);
  return { code, findings: verifySchema.parse(JSON.parse(stdout)).findings };
}

/** The local AWS API has no add-ons, and refuses questions for them. */
export const isUnknownAddon = ({ name, verdict }: Outcome): boolean =>
  name.startsWith("add-on ") && verdict === "unknown";
