// Initializes a stack with the locked providers only. TERRAFORM names the program, `terraform` by default.
// Usage: init-stack.mjs STACK_FOLDER
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { SHOWN, fail, stackIn, stopCommands } from "./stack.mjs";

stopCommands();

const [folder] = process.argv.slice(2);
stackIn(folder);
if (!existsSync(join(folder, ".terraform.lock.hcl"))) {
  fail(
    `${folder}: got no .terraform.lock.hcl, expected the lock of its providers; ` +
      "run npx private-eks-inference lock providers, commit the folder locks, and start again",
  );
}
const { status, error } = spawnSync(
  process.env.TERRAFORM || "terraform",
  [`-chdir=${folder}`, "init", "-input=false", "-no-color", "-lockfile=readonly"],
  { stdio: SHOWN },
);
if (error) fail(error.message);
process.exit(status ?? 1);
