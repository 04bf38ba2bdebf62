import { CHECKS } from "../../src/checks/all";
import { severityOf } from "../../src/checks/run";
import { ownBlockNotJudged } from "../../src/checks/terraform/own-block-not-judged";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { environmentPlan } from "./altered";
import { CONTEXT } from "./findings";
import { type Configuration } from "./own-configurations";
import { environmentWithOwnFile } from "./own-stacks";
import { planOf } from "./reference-plans";

const OTHERS = CHECKS.filter(({ id }) => id !== ownBlockNotJudged.id);

interface Line {
  readonly isError: boolean;
  /** `check address: message` */
  readonly text: string;
}

/** A line for each finding that is more than a notice. */
const linesOf = (plan: EnvironmentPlan): Line[] =>
  OTHERS.flatMap((check) =>
    check
      .run(plan, CONTEXT)
      .filter(({ isNotice }) => isNotice !== true)
      .map((each) => ({
        isError: severityOf({ ...each, check }) === "error",
        text: `${check.id} ${each.address}: ${each.message}`,
      })),
  );

const before = new Map<string, ReadonlySet<string>>();

/** Findings that the reference environment has without the file. */
function foundBefore(environment: string): ReadonlySet<string> {
  const known =
    before.get(environment) ?? new Set(linesOf(environmentPlan(planOf(environment))).map(({ text }) => text));
  before.set(environment, known);
  return known;
}

interface FoundInOwnFile {
  /** Errors of all other checks, as `check address: message`. */
  readonly errors: readonly string[];
  /** Errors and warnings of all other checks. */
  readonly all: readonly string[];
  /** Blocks that are not judged as a whole, as `address: message`. */
  readonly open: readonly string[];
}

/** Findings that a reference environment has with an own file, and not without it. */
export function foundInOwnFile({ environment, layer, text }: Configuration): FoundInOwnFile {
  const plan = environmentWithOwnFile(environment, layer, text);
  const added = linesOf(plan).filter((each) => !foundBefore(environment).has(each.text));
  return {
    errors: added.filter(({ isError }) => isError).map((each) => each.text),
    all: added.map((each) => each.text),
    open: ownBlockNotJudged.run(plan, CONTEXT).map(({ address, message }) => `${address}: ${message}`),
  };
}
