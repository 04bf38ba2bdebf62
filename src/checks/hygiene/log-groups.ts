import { LOG_RETENTION_DAYS } from "../../catalog/log-retention";
import { number, memoizePerPlan, combinedFinding, valueOf } from "../../analysis/blocks";
import { addonOf } from "../../analysis/cluster/addons";
import { resolveReferences } from "../../analysis/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const logGroups: Check = {
  id: "log-groups",
  severity: "error",
  title:
    "every log group is encrypted by our key and emptied in time, those that EKS would make by itself, too",
  why: "whoever writes and finds no group makes one without key and without end, and Terraform can then not make its own",
  fix: "make the group here, with kms_key_id and retention_in_days",
  source:
    "Amazon EKS user guide, control-plane-logs; CloudWatch user guide, Container Insights log groups (read 2026-11-20)",
  scannerRules: ["CKV_AWS_66", "CKV_AWS_158", "AWS-0017", "CloudWatch.16"],
  run: (plan) => [
    ...plan.resources("aws_cloudwatch_log_group").flatMap((group) => {
      const key = plan.target(valueOf(group, group.config["kms_key_id"]));
      const days = number(group.config["retention_in_days"]);
      return combinedFinding(group, "log group", [
        ...(key?.type === "aws_kms_key" ? [] : ["no key of this environment encrypts it"]),
        ...(days !== undefined && (LOG_RETENTION_DAYS as readonly number[]).includes(days)
          ? []
          : [
              `it is never emptied: retention_in_days is ${String(group.config["retention_in_days"] ?? "missing")}`,
            ]),
      ]);
    }),
    ...writersOf(plan).flatMap(({ writer, groups }) =>
      combinedFinding(
        writer,
        "logs",
        groups
          .filter((name) => !namesOf(plan).has(name))
          .map((name) => `log group ${name} is not made here, so the writer makes it`),
      ),
    ),
  ],
};

const namesOf = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      plan
        .resources("aws_cloudwatch_log_group")
        .map((group) => resolveReferences(plan, valueOf(group, group.config["name"]))),
    ),
);

/** What the agents of the observability add-on call their groups. */
const INSIGHTS = ["application", "dataplane", "host", "performance"];

/** Who makes a log group where it finds none, and what it calls it. */
function writersOf(plan: EnvironmentPlan): { writer: PlannedResource; groups: string[] }[] {
  const clusters = plan.resources("aws_eks_cluster").map((writer) => {
    const name = resolveReferences(plan, valueOf(writer, writer.config["name"]));
    return { writer, groups: [`/aws/eks/${name}/cluster`] };
  });
  const writer = addonOf(plan, "amazon-cloudwatch-observability")?.resource;
  if (!writer) return clusters;
  const name = resolveReferences(plan, valueOf(writer, writer.config["cluster_name"]));
  return [...clusters, { writer, groups: INSIGHTS.map((each) => `/aws/containerinsights/${name}/${each}`) }];
}
