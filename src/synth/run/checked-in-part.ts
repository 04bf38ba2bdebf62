import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CHECKS } from "../../checks/all";
import { type Result, WAIVER_CHECK, runChecks } from "../../checks/run";
import { statedIn } from "../../infrastructure/stated";
import { type EnvironmentPlan, groupByEnvironment } from "../../terraform/environment-plan";
import { readStacks } from "../../terraform/output";
import { checkSources } from "../../environment/own-code-files";
import { environmentSettings } from "../../environment/settings";
import { waiversOf } from "../../environment/waivers";
import { BuildError, synthesize } from "../app";
import { type Inputs } from "../inputs";
import { Locator } from "../locate";
import { ownCopiesOf } from "../place";
import { locksDirOf } from "../../project/provider-locks";

/** An environment with errors, and what the checks find in it. */
export interface CheckedInPart {
  readonly name: string;
  readonly isWhole: boolean;
  readonly results: readonly Result[];
  readonly locator: Locator;
}

/**
 * Checks an environment with errors as its messages advise it. Where values are left out, checks that compute amounts are too: these
 * would judge another environment. Undefined if it cannot be built. Throws a BuildError with the problems of its own files.
 */
export function checkInPart(
  { environment, isWhole }: Inputs["corrected"][number],
  others: readonly EnvironmentPlan[],
  today: string,
): CheckedInPart | undefined {
  const { name, config, files, own = [], locate } = environment;
  const folder = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const causes = synthesize([{ name, config, files, own, locate }], folder, {
      locksDir: locksDirOf(dirname(environment.file)),
    });
    const stacks = readStacks(folder, ownCopiesOf([environment]));
    const stated = statedIn(environmentSettings(environment));
    const plans = groupByEnvironment(stacks, () => stated.instanceTypes);
    const ownChecks = checkSources(dirname(environment.file)).map(({ id }) => id);
    const results = runChecks({
      plans: [...plans, ...others],
      only: [name],
      checks: CHECKS.filter(({ measures }) => isWhole || !measures),
      // Own checks judge whole environments only.
      waiversOf: () => waiversOf(environment).filter(({ check }) => !ownChecks.includes(check)),
      statedOf: () => stated,
      today,
    });
    const isOfFile = ({ check }: Result): boolean => isWhole || check.id !== WAIVER_CHECK.id;
    const locator = new Locator({ environments: [environment], stacks, causes });
    return { name, isWhole, results: results.filter(isOfFile), locator };
  } catch (error) {
    if (error instanceof BuildError) throw error;
    // The stacks of a value that a rule refuses may be impossible. The error of the rule is reported.
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
