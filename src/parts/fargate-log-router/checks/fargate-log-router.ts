import { block } from "../../../terraform/stack-json";
import { homeOf, resolveReferences } from "../../../infrastructure/text-references";
import { LOG_CONFIG, LOG_NAMESPACE, type LogRouter, fargateLogGroup, logRouterOf, setting } from "../model";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const fargateLogRouterCheck: Check = {
  ...ruleOf(TEXTS, "fargate-log-router"),
  run: (plan) => {
    const [profile] = plan.resources("aws_eks_fargate_profile");
    if (!profile) return [];
    const router = logRouterOf(plan);
    if (!router) {
      const lost = `without a ConfigMap ${LOG_CONFIG} in namespace ${LOG_NAMESPACE}, they are lost`;
      return combinedFinding(profile, "logs of Fargate pods", [lost]);
    }
    return combinedFinding(router.map.resource, "Fargate log router", [
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
    .map((group) => resolveReferences(plan, inLayer(group, group.config.name)));
  const label = objectsOf(plan).find("namespace", "", LOG_NAMESPACE)?.labels["aws-observability"];
  const own = setting(output, "region");
  return [
    ...(label === "enabled"
      ? []
      : [`namespace ${LOG_NAMESPACE} lacks the label aws-observability=enabled, so Fargate ignores it`]),
    ...(groups.includes(groupName ?? "")
      ? []
      : [`log group ${groupName ?? "(none)"} does not exist in this environment`]),
    ...(own === region ? [] : [`its region is ${own ?? "(none)"}, expected ${region}`]),
    ...(setting(output, "auto_create_group") === "true"
      ? ["it creates log groups without encryption and retention"]
      : []),
    ...(setting(output, "Name") === "cloudwatch_logs" ? [] : ["its output is not cloudwatch_logs"]),
    ...(setting(output, "Match") === undefined ? ["its output matches nothing"] : []),
  ];
}

/** Containers write log lines in the format of the container runtime. The ConfigMap has a parser for them. */
function parserProblems({ map, file }: LogRouter): string[] {
  const wanted = setting(file("filters.conf"), "Parser");
  const named = setting(file("parsers.conf"), "Name");
  const own = block(map.resource.config["data"])["flb_log_cw"];
  const broken = ["filters.conf", "output.conf", "parsers.conf"].flatMap((key) =>
    file(key)
      .split("\n")
      .filter((line) => !/^\s*$|^\[[A-Z]+\]$|^\s+\w+\s+\S.*$/.test(line))
      .map((line) => `${key} has the line ${line}, which Fluent Bit cannot parse`),
  );
  return [
    ...broken,
    ...(wanted === undefined
      ? ["its filters have no parser, so log entries keep the prefix of the container runtime"]
      : []),
    ...(wanted !== undefined && wanted !== named
      ? [`its filters use the parser ${wanted}, which it does not define`]
      : []),
    ...(own === undefined || own === "true" || own === "false"
      ? []
      : [`flb_log_cw is ${String(own)}, expected true or false`]),
  ];
}
