import { backupPlans } from "./backup-plans";
import { type BackupSource, backupSources } from "./sources";
import { block, text } from "../../../terraform/stack-json";
import { MODES_WITH_ACCESS_ENTRIES } from "../facts/backups";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const backupSourcesReady: Check = {
  ...ruleOf(TEXTS, "backup-sources"),
  run: (plan) =>
    selectedSources(plan).flatMap(({ resource }) =>
      resource ? combinedFinding(resource, "backup", sourceProblems(plan, resource)) : [],
    ),
};

/** Sources that a selection has. */
export function selectedSources(plan: EnvironmentPlan): BackupSource[] {
  const arns = new Set(
    backupPlans(plan).flatMap(({ selections }) => selections.flatMap((each) => each.arns)),
  );
  return backupSources(plan).filter(({ arn }) => arns.has(arn));
}

function sourceProblems(plan: EnvironmentPlan, source: PlannedResource): string[] {
  if (source.type === "aws_eks_cluster") {
    const mode = text(block(source.config["access_config"])["authentication_mode"]) ?? "CONFIG_MAP";
    return MODES_WITH_ACCESS_ENTRIES.includes(mode)
      ? []
      : [
          `its authentication mode is ${mode}, without access entries, expected ${MODES_WITH_ACCESS_ENTRIES.join(" or ")}`,
        ];
  }
  if (source.type !== "aws_s3_bucket") return [];
  const states = plan
    .resources("aws_s3_bucket_versioning")
    .filter((each) => plan.target(inLayer(each, each.config.bucket)) === source)
    .map(({ config }) => text(block(config.versioning_configuration).status));
  return states.includes("Enabled") ? [] : [`its versioning is ${states[0] ?? "not set"}, expected Enabled`];
}
