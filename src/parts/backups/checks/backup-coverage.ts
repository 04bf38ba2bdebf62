import { isOwn } from "../../../infrastructure/accepted-blocks";
import { backupPlans } from "./backup-plans";
import { backupSources } from "./sources";
import { at, type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const backupCoverage: Check = {
  ...ruleOf(TEXTS, "backup-coverage"),
  run: (plan) => {
    // A plan of the owner backs up what the owner likes.
    const plans = backupPlans(plan).filter(({ resource }) => !isOwn(plan, resource));
    const [first] = plans;
    if (!first) return [];
    const selections = plans.flatMap((each) => each.selections);
    const sources = backupSources(plan);
    const missing = sources.filter(({ arn }) => !selections.some(({ arns }) => arns.includes(arn)));
    return [
      ...missing.map(({ title, arn }) => ({
        ...at(first.resource),
        message: `${title} has no backup: no selection has ${arn}`,
      })),
      ...selections.flatMap(({ resource, arns, leftOut, byTags }) =>
        combinedFinding(resource, "selection", [
          ...arns
            .filter((arn) => !sources.some((source) => source.arn === arn))
            .map(
              (arn) => `${arn} is no cluster, bucket of models or artifacts, or database of this environment`,
            ),
          ...(leftOut.length === 0 ? [] : [`not_resources leaves out ${leftOut.join(", ")}`]),
          ...(byTags ? [{ notJudged: "it selects by tags or conditions, which are not judged" }] : []),
        ]),
      ),
    ];
  },
};
