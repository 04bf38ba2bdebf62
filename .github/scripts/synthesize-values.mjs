// Synthesizes the YAML files of a pull request with the default branch's program, if the change is values, and compares their keys. A
// refusal is written to errors.txt and is no failure of the job. Usage: synthesize-values.mjs CHANGE_FOLDER BASE_OUT HEAD_OUT
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jsonIn } from "./github.mjs";

const [folder, base, head] = process.argv.slice(2);
const file = join(folder, "change.json");
const program = fileURLToPath(new URL("../../bin/private-eks-inference.js", import.meta.url));
const environments = process.env.ENVIRONMENTS_DIR || "environments";
const change = jsonIn(file);

if (change.kind === "values") {
  for (const removed of change.removed) rmSync(removed, { force: true });
  cpSync(join(folder, environments), environments, { recursive: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "synth", "--out", head], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status === 0 && existsSync(head)) compare();
  else refused(`${stdout}${stderr}`);
}

function compare() {
  const script = fileURLToPath(new URL("compare-keys.mjs", import.meta.url));
  const { status } = spawnSync(process.execPath, [script, file, base, head], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

function refused(messages) {
  writeFileSync(join(folder, "errors.txt"), messages);
  const reasons = [...change.reasons, "the default branch's program refuses the files"];
  writeFileSync(file, `${JSON.stringify({ ...change, reasons, plan: false }, null, 2)}\n`);
}
