import { block, isFalse, texts } from "../../../terraform/stack-json";
import { backupPlans } from "./backup-plans";
import { type Check, at, ruleOf } from "../../../checks/check";
import { selectedSources } from "./backup-sources";
import TEXTS from "./texts.json";

export const backupNotJudged: Check = {
  ...ruleOf(TEXTS, "backup-not-judged"),
  run: (plan) => {
    const [first] = backupPlans(plan);
    if (!first) return [];
    return selectedSources(plan).flatMap(({ title, arn, resource }) => {
      if (!resource) {
        return [
          {
            ...at(first.resource),
            message: `not judged: versioning of ${title} (${arn}), which is not in these stacks`,
            isNotJudged: true,
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
              isNotJudged: true,
            },
          ]
        : [];
    });
  },
};
