// Prints, as JSON for the matrix of a job, the changed stacks that may be planned before the merge. The layers platform and models are
// none: their plans read Secrets of the cluster. A stack in which Terraform files of the owner differ, or can start a program, is refused.
// Usage: stacks-to-plan.mjs CHANGE_JSON BASE_OUT HEAD_OUT
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { jsonIn } from "./github.mjs";
import { backendOf, fail, ownFilesIn } from "./stack.mjs";

const LAYERS = ["state", "network", "cluster"];
/** Data sources that start a program or call an address of the branch's choice. No program of this project emits them. */
const STARTS_PROGRAMS = ["external", "http"];
/** The same in Terraform files of the owner, which no script parses: these words refuse the plan wherever they are. */
const MAY_START_PROGRAMS = /\b(?<!path\.)(?:module|external|http)\b(?!:\/\/)/;

const [file, base, head] = process.argv.slice(2);
const stacks = jsonIn(file).plan ? readdirSync(join(head, "stacks")).flatMap(changed) : [];
process.stdout.write(`${JSON.stringify(stacks)}\n`);

function changed(stack) {
  const [, environment, layer] = /^(.+)-([a-z]+)$/.exec(stack) ?? [];
  const folders = [base, head].map((folder) => join(folder, "stacks", stack));
  const [before, after] = folders.map((folder) => join(folder, "cdk.tf.json"));
  if (!LAYERS.includes(layer) || !existsSync(before)) return [];
  const [ownBefore, own] = folders.map(ownTexts);
  if (ownBefore !== own)
    fail(`${stack}: got other Terraform files of its own than the default branch, expected the same`);
  if (readFileSync(before, "utf8") === readFileSync(after, "utf8")) return [];
  const [old, now] = [jsonIn(before), jsonIn(after)];
  const [known, providers] = [old, now].map(({ terraform }) => JSON.stringify(terraform.required_providers));
  if (known !== providers) fail(`${stack}: got other providers than the default branch, expected the same`);
  const started = STARTS_PROGRAMS.find((type) => now.data?.[type]);
  if (started || now.module)
    fail(`${stack}: got ${started ?? "a module"}, expected none; it can start a program`);
  const [word] = MAY_START_PROGRAMS.exec(own) ?? [];
  if (word) fail(`${stack}: got the word ${word} in an own file, expected none; it can start a program`);
  const { account, region } = now.terraform.backend?.s3 ? backendOf(now) : {};
  const partition = region?.startsWith("cn-") ? "aws-cn" : "aws";
  const role = `arn:${partition}:iam::${account}:role/${environment}-deployer-pull-request`;
  return [{ environment, layer, region, role }];
}

/** Names and texts of the Terraform files of the owner. */
function ownTexts(folder) {
  const files = ownFilesIn(folder);
  return files.map((name) => `${name}\n${readFileSync(join(folder, name), "utf8")}`).join("\n");
}
