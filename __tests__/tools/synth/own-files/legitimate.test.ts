import { join } from "node:path";
import { formatProblem } from "../../../../src/platform/environment/loader/problems";
import { CHECKS } from "../../../../src/proof/checks/all";
import { ownBlockNotJudged } from "../../../../src/proof/checks/terraform/own-block-not-judged";
import { type EnvironmentPlan } from "../../../../src/proof/terraform-json/environment-plan";
import { problemsOfOwnFiles } from "../../../../src/tools/synth/own-files/rules";
import { environmentPlan } from "../../../support/altered";
import { CONTEXT, foundBy } from "../../../support/findings";
import { configurationsIn } from "../../../support/own-configurations";
import { environmentWithOwnFile } from "../../../support/own-stacks";
import { planOf } from "../../../support/reference-plans";

const CONFIGURATIONS = configurationsIn(join(__dirname, "legitimate"));

const ERRORS = CHECKS.filter(({ severity, id }) => severity === "error" && id !== ownBlockNotJudged.id);

/** Errors of all other checks. */
const errorsOf = (plan: EnvironmentPlan): string[] =>
  ERRORS.flatMap((check) => foundBy(check, plan).map((line) => `${check.id} ${line}`));

const before = new Map<string, ReadonlySet<string>>();

/** Errors that the reference environment has without the file. */
function errorsBefore(environment: string): ReadonlySet<string> {
  const known = before.get(environment) ?? new Set(errorsOf(environmentPlan(planOf(environment))));
  before.set(environment, known);
  return known;
}

let entries = 0;

afterAll(() => {
  process.stdout.write(
    `entries of acceptedBlocks: ${entries} for ${CONFIGURATIONS.length} legitimate configurations\n`,
  );
});

test("there are eighty configurations", () => {
  expect(CONFIGURATIONS).toHaveLength(80);
});

test.each(CONFIGURATIONS.map((each) => [each.path, each] as const))(
  "%s has no error, and needs at most one entry of acceptedBlocks",
  (path, { environment, layer, name, text }) => {
    const problems = problemsOfOwnFiles([{ name, path, text }], planOf(environment).stack(layer));
    expect(problems.map(formatProblem)).toEqual([]);
    const plan = environmentWithOwnFile(environment, layer, text);
    expect(errorsOf(plan).filter((line) => !errorsBefore(environment).has(line))).toEqual([]);
    const open = ownBlockNotJudged.run(plan, CONTEXT);
    entries += open.length;
    expect(open.slice(1).map(({ address, message }) => `${address}: ${message}`)).toEqual([]);
  },
);
