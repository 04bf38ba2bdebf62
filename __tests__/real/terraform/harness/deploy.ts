import { join } from "node:path";
import { type Finished, type Running, type Variables, start } from "./processes";
import { type Sandbox } from "./sandbox";
import { ROOT } from "./synth";
import { terraformFromFolder } from "./terraform-from-folder";

/** Starts `npx private-eks-inference deploy` on the output of a sandbox. */
export const startDeploy = (sandbox: Sandbox, args: readonly string[], own: Variables = {}): Running =>
  startCommand("deploy", sandbox, args, own);

function startCommand(
  command: "deploy" | "destroy",
  sandbox: Sandbox,
  args: readonly string[],
  own: Variables,
): Running {
  return start({
    program: process.execPath,
    args: [
      ...[join(ROOT, "bin/private-eks-inference.js"), command],
      ...["--environments", sandbox.environment, "--in", sandbox.outdir, ...args],
    ],
    cwd: ROOT,
    // The stacks have overrides of the test, which no input leads to: the record has their digests.
    env: {
      ...sandbox.variables,
      ENVIRONMENTS_DIR: join(sandbox.folder, "no-environments"),
      ...terraformFromFolder(sandbox.variables),
      ...own,
    },
  });
}

/** Runs `npx private-eks-inference deploy`, and expects an exit status. */
export async function deploy(
  sandbox: Sandbox,
  args: readonly string[],
  expected = 0,
  own: Variables = {},
): Promise<Finished> {
  const finished = await startDeploy(sandbox, args, own).finished;
  if (finished.code === expected) return finished;
  throw new Error(`deploy ${args.join(" ")}: exit status ${finished.code}\n${finished.output}`);
}

/** Runs `npx private-eks-inference destroy`, and expects an exit status. */
export async function teardown(
  sandbox: Sandbox,
  args: readonly string[],
  expected = 0,
  own: Variables = {},
): Promise<Finished> {
  const finished = await startCommand("destroy", sandbox, args, own).finished;
  if (finished.code === expected) return finished;
  throw new Error(`teardown ${args.join(" ")}: exit status ${finished.code}\n${finished.output}`);
}
