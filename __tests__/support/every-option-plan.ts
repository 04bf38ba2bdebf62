import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import { buildApp } from "../../src/app";
import { environmentSchema } from "../../src/components/environment-schema";
import { Plan } from "./plan";
import { textOf } from "./synthesized-texts";

const NAME = "every-option";
const FILE = join(__dirname, "../../terraform-tests/every-option/every-option.yaml");

/** The plan of the environment with the options that no reference environment uses. */
export function everyOptionPlan(): Plan {
  const config = environmentSchema.parse(parse(readFileSync(FILE, "utf8")));
  const app = buildApp([{ name: NAME, config }], Testing.stubVersion(Testing.app()).outdir);
  const stacks = app.node.children.filter(TerraformStack.isStack);
  return new Plan(NAME, new Map(stacks.map((stack) => [stack.node.id, textOf(stack)])));
}
