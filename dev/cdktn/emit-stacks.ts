import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emit } from "../../src/synth/synth";

/** Writes the stacks of `ENVIRONMENTS_DIR` without checks, some of which the environment with every option fails. */
const outdir = process.argv[process.argv.indexOf("--out") + 1] ?? "";
for (const { folder, stack } of emit(process.env["ENVIRONMENTS_DIR"] ?? "").stacks) {
  mkdirSync(join(outdir, folder), { recursive: true });
  writeFileSync(join(outdir, folder, "cdk.tf.json"), JSON.stringify(stack.json, null, 2));
}
