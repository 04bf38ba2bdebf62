import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { environmentSchema } from "../../src/parts/environment-schema";
import { Plan } from "./plan";
import { textsFor } from "./synthesized-texts";

const NAME = "every-option";
const FILE = join(__dirname, "../real/terraform/every-option/every-option.yaml");

/** The plan of the environment with the options that no reference environment uses. */
export function everyOptionPlan(): Plan {
  const config = environmentSchema.parse(parse(readFileSync(FILE, "utf8")));
  return new Plan(NAME, textsFor({ name: NAME, config }));
}
