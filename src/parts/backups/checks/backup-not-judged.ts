import { block, isFalse, texts } from "../../../terraform/stack-json";
import { backupPlans } from "./backup-plans";
import { type Check, at } from "../../../checks/check";
import { selectedSources } from "./backup-sources";

export const backupNotJudged: Check = {
  id: "backup-not-judged",
  severity: "warning",
  title:
    "needs of a backup that the stacks do not show, or that AWS does not document, are confirmed by a first backup",
  why: "a backup that never worked is noticed when it is needed",
  fix: "run the commands of the output backups_start_commands after the first apply, restore once as in docs/parts/backups.md, and then waive this check",
  source:
    'AWS Backup developer guide, "eks-backups" and "s3-backups", which do not name the access of the Kubernetes API (read 2026-11-22)',
  run: (plan) => {
    const [first] = backupPlans(plan);
    if (!first) return [];
    return selectedSources(plan).flatMap(({ title, arn, resource }) => {
      if (!resource) {
        return [
          {
            ...at(first.resource),
            message: `not judged: versioning of ${title} (${arn}), which is not in these stacks`,
          },
        ];
      }
      if (resource.type !== "aws_eks_cluster") return [];
      const vpc = block(resource.config["vpc_config"]);
      const ranges = texts(vpc["public_access_cidrs"]);
      const isPrivate = isFalse(vpc["endpoint_public_access"]);
      return isPrivate || (ranges.length > 0 && !ranges.includes("0.0.0.0/0"))
        ? [
            {
              ...at(resource),
              message: `not judged: whether AWS Backup reaches a Kubernetes API that is ${isPrivate ? "private" : `open to ${ranges.join(", ")} only`}`,
            },
          ]
        : [];
    });
  },
};
