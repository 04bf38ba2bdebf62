import { cpSync } from "node:fs";
import { join } from "node:path";
import { type Run, measured } from "./run";
import { Stack } from "./stack";
import { isolated } from "./variables";

/** A copy of a synthesized stack without credentials, for commands that do not call AWS. */
export function synthesizedStack(run: Run, test: string, name: string): Stack {
  const folder = join(run.folder, "copies", test.replaceAll(" ", "-"), name);
  cpSync(join(run.synthesized, "stacks", name), folder, { recursive: true });
  return new Stack({
    name,
    folder,
    variables: isolated(process.env, run.folder),
    pluginDir: run.pluginDir,
    facts: {},
    measured: (step, work) => measured(run, { test, stack: name, name: step }, work),
  });
}
