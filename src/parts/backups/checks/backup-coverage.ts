import { backupPlans } from "./backup-plans";
import { backupSources } from "./sources";
import { at, type Check, combinedFinding } from "../../../checks/check";

export const backupCoverage: Check = {
  id: "backup-coverage",
  severity: "error",
  title: "if a plan of AWS Backup exists, it selects the cluster, the model bucket and every database by ARN",
  why: "a resource without a backup is noticed when it is needed; selections by tag depend on settings of the region, and on tags that anyone can remove",
  fix: "add the ARN to the resources of the selection, and remove ARNs of other environments and not_resources",
  source: "AWS Backup API, BackupSelection and UpdateRegionSettings (read 2026-11-22)",
  run: (plan) => {
    const plans = backupPlans(plan);
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
          ...(byTags ? ["it selects by tags or conditions, which are not judged"] : []),
        ]),
      ),
    ];
  },
};
