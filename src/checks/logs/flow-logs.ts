import {
  type EnvironmentPlan,
  isFound,
  type PlannedResource,
  inLayer,
  memoizePerPlan,
} from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { groupBy } from "../../base/group-by";
import { number, text } from "../../terraform/stack-json";
import TEXTS from "./texts.json";
import { destinationProblem } from "./foreign-buckets";

const NONE = "no flow log records its traffic";

export const flowLogs: Check = {
  ...ruleOf(TEXTS, "flow-logs"),
  run: (plan, { statedOf }) => {
    const { flowLogBucket, flowLogsOff } = statedOf(plan.name).monitoring ?? {};
    const byVpc = groupBy(plan.resources("aws_flow_log"), (log) =>
      plan.target(inLayer(log, log.config.vpc_id)),
    );
    return [
      ...plan
        .resources("aws_vpc")
        .filter((vpc) => !byVpc.has(vpc))
        .flatMap((vpc) =>
          flowLogsOff === undefined
            ? combinedFinding(vpc, "flow logs", [NONE])
            : combinedFinding(vpc, "flow logs", [`${NONE}: ${flowLogsOff}`]).map((finding) => ({
                ...finding,
                requestedBy: "network.flowLogs.enabled",
              })),
        ),
      ...[...byVpc].flatMap(([vpc, logs]) =>
        logs.flatMap((log) =>
          combinedFinding(log, "flow logs", [
            ...(vpc === undefined || isFound(vpc) ? [] : coverageProblems(plan, log, logs)),
            ...formProblems(log),
            ...(log.config.log_destination === flowLogBucket
              ? []
              : destinationProblem(plan, log, "they go to", log.config.log_destination)),
          ]),
        ),
      ),
    ];
  },
};

/** One of the flow logs of a VPC records all traffic; beside it, others need another destination. */
function coverageProblems(
  plan: EnvironmentPlan,
  log: PlannedResource,
  all: readonly PlannedResource[],
): string[] {
  const complete = all.find(({ config }) => config["traffic_type"] === "ALL");
  if (complete !== undefined) return repeatedProblems(plan, log, complete);
  return log === all[0]
    ? [`they record ${String(log.config["traffic_type"] ?? "no")} traffic, expected ALL`]
    : [];
}

function formProblems({ config }: PlannedResource): string[] {
  const interval = number(config["max_aggregation_interval"]) ?? 600;
  const destination = text(config["log_destination_type"]) ?? "cloud-watch-logs";
  return [
    ...(interval === 60 || interval === 600
      ? []
      : [`max_aggregation_interval is ${interval}, expected 60 or 600`]),
    ...(["cloud-watch-logs", "s3", "kinesis-data-firehose"].includes(destination)
      ? []
      : [`their destination is ${destination}, expected cloud-watch-logs, s3 or kinesis-data-firehose`]),
  ];
}

/** All traffic is at the destination of the complete flow logs already. */
const repeatedProblems = (
  plan: EnvironmentPlan,
  log: PlannedResource,
  complete: PlannedResource,
): string[] => {
  const destinationOf = (each: PlannedResource): string =>
    plan.identity(inLayer(each, each.config["log_destination"]));
  return log !== complete && destinationOf(log) === destinationOf(complete)
    ? [
        `${complete.address} records the traffic at the same destination already, so each packet is there twice`,
      ]
    : [];
};

/** Log groups of these stacks that get flow logs. */
export const flowLogGroups = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<PlannedResource> =>
    new Set(
      plan
        .resources("aws_flow_log")
        .flatMap((log) => plan.target(inLayer(log, log.config.log_destination)) ?? [])
        .filter(({ type }) => type === "aws_cloudwatch_log_group"),
    ),
);
