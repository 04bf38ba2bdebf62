import { block, combinedFinding, valueOf } from "../../analysis/blocks";
import { homeOf } from "../../analysis/home";
import {
  LOG_CONFIG,
  LOG_NAMESPACE,
  type LogRouter,
  fargateLogGroup,
  logRouterOf,
  setting,
} from "../../analysis/kubernetes/log-router";
import { objectsOf } from "../../analysis/kubernetes/objects";
import { resolveReferences } from "../../analysis/references";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const fargateLogRouter: Check = {
  id: "fargate-log-router",
  severity: "error",
  title: "pods on Fargate write to a log group of this environment, in lines that can be read",
  why: "Fargate looks for one ConfigMap in one namespace with one label, and drops all logs without a word where any of them differs",
  fix: "keep namespace, label, names and keys as Fargate asks for them, and name the log group that is made here",
  source: "Amazon EKS user guide, Start AWS Fargate logging for your cluster (read 2026-11-20)",
  run: (plan) => {
    const [profile] = plan.resources("aws_eks_fargate_profile");
    if (!profile) return [];
    const router = logRouterOf(plan);
    if (!router) {
      const lost = `no ConfigMap ${LOG_CONFIG} in namespace ${LOG_NAMESPACE}: they are lost`;
      return combinedFinding(profile, "logs of pods on Fargate", [lost]);
    }
    return combinedFinding(router.map.resource, "log router of Fargate", [
      ...outputProblems(plan, router),
      ...parserProblems(router),
    ]);
  },
};

function outputProblems(plan: EnvironmentPlan, router: LogRouter): string[] {
  const output = router.file("output.conf");
  const { region } = homeOf(plan);
  const groupName = fargateLogGroup(router);
  const groups = plan
    .resources("aws_cloudwatch_log_group")
    .map((group) => resolveReferences(plan, valueOf(group, group.config["name"])));
  const label = objectsOf(plan).find("namespace", "", LOG_NAMESPACE)?.labels["aws-observability"];
  const own = setting(output, "region");
  return [
    ...(label === "enabled"
      ? []
      : [
          `namespace ${LOG_NAMESPACE} lacks the label aws-observability=enabled, without which it is ignored`,
        ]),
    ...(groups.includes(groupName ?? "")
      ? []
      : [`log group ${groupName ?? "(none)"} is not one of this environment`]),
    ...(own === region ? [] : [`region ${own ?? "(none)"}, expected ${region}`]),
    ...(setting(output, "auto_create_group") === "true"
      ? ["it makes log groups, which are neither encrypted nor ever emptied"]
      : []),
    ...(setting(output, "Name") === "cloudwatch_logs" ? [] : ["its output is not cloudwatch_logs"]),
    ...(setting(output, "Match") === undefined ? ["its output matches nothing"] : []),
  ];
}

/** Containers write lines in the runtime's own form: what reads them is a parser that the ConfigMap brings. */
function parserProblems({ map, file }: LogRouter): string[] {
  const wanted = setting(file("filters.conf"), "Parser");
  const named = setting(file("parsers.conf"), "Name");
  const own = block(map.resource.config["data"])["flb_log_cw"];
  const broken = ["filters.conf", "output.conf", "parsers.conf"].flatMap((key) =>
    file(key)
      .split("\n")
      .filter((line) => !/^\s*$|^\[[A-Z]+\]$|^\s+\w+\s+\S.*$/.test(line))
      .map((line) => `${key} has the line ${line}, which Fluent Bit does not read`),
  );
  return [
    ...broken,
    ...(wanted === undefined
      ? ["its filters parse nothing, so each log entry keeps the runtime's own marks"]
      : []),
    ...(wanted !== undefined && wanted !== named
      ? [`its filters use the parser ${wanted}, which it does not have`]
      : []),
    ...(own === undefined || own === "true" || own === "false" ? [] : [`flb_log_cw is ${String(own)}`]),
  ];
}
