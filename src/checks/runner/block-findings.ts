import { isOwn } from "../../infrastructure/accepted-blocks";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { combinedFinding, type Finding } from "../check";

/** A convention of this project, which a block of the owner need not follow. */
export type BlockProblem = string | { readonly convention: string };

/** Problems of a block as one finding. In a block of the owner, conventions are a finding of their own: advice. */
export function blockFindings(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  what: string,
  problems: readonly BlockProblem[],
): Finding[] {
  const problemText = (each: BlockProblem): string => (typeof each === "string" ? each : each.convention);
  const finding = (all: readonly BlockProblem[]): Finding[] =>
    combinedFinding(resource, what, all.map(problemText));
  if (!isOwn(plan, resource)) return finding(problems);
  const advice = finding(problems.filter((each) => typeof each !== "string"));
  return [
    ...finding(problems.filter((each) => typeof each === "string")),
    ...advice.map((each) => ({ ...each, isAdvice: true })),
  ];
}
