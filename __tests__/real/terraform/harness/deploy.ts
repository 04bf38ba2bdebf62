import { join } from "node:path";
import { type Finished, type Running, type Variables, start } from "./processes";
import { type Sandbox } from "./sandbox";
import { ROOT } from "./synth";
import { terraformFromFolder } from "./terraform-from-folder";

/** Starts `npm run deploy` on the output of a sandbox. */
export const startDeploy = (sandbox: Sandbox, args: readonly string[], own: Variables = {}): Running =>
  startCommand("deploy", sandbox, args, own);

function startCommand(
  command: "deploy" | "teardown",
  sandbox: Sandbox,
  args: readonly string[],
  own: Variables,
): Running {
  return start({
    program: process.execPath,
    args: [
      ...[join(ROOT, "scripts/launch.js"), `src/tools/${command}/main.ts`],
      ...["--environments", sandbox.environment, "--in", sandbox.outdir, ...args],
    ],
    cwd: ROOT,
    env: { ...sandbox.variables, ...terraformFromFolder(sandbox.variables), ...own },
  });
}

/** Runs `npm run deploy`, and expects an exit status. */
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

/** Runs `npm run teardown`, and expects an exit status. */
export async function teardown(
  sandbox: Sandbox,
  args: readonly string[],
  expected = 0,
  own: Variables = {},
): Promise<Finished> {
  const finished = await startCommand("teardown", sandbox, args, own).finished;
  if (finished.code === expected) return finished;
  throw new Error(`teardown ${args.join(" ")}: exit status ${finished.code}\n${finished.output}`);
}
