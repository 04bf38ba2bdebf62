import { block, isTrue, combinedFinding, text, valueOf } from "../../analysis/blocks";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { asObject } from "../../terraform-json/stack-json";
import { type Check, type Finding } from "../check";
import { hostsOf, zoneProblems } from "./hosts";

export const entryDns: Check = {
  id: "entry-dns",
  severity: "error",
  title: "the host that clients ask for leads to the load balancer",
  why: "a name that leads elsewhere, or to a load balancer that is off, looks like a model that is down",
  fix: "let the alias name the load balancer and its zone, and be there as long as it is",
  source: "Amazon Route 53 developer guide, Values specific for alias records (read 2026-11-20)",
  run: (plan) => [
    ...plan
      .resources("aws_route53_record")
      .filter(({ config }) => config["alias"] !== undefined)
      .flatMap((record) => combinedFinding(record, "record", aliasProblems(plan, record))),
    ...recordToMake(plan),
  ],
};

function aliasProblems(plan: EnvironmentPlan, record: PlannedResource): string[] {
  const alias = block(record.config["alias"]);
  const target = plan.target(valueOf(record, alias["name"]));
  const zone = plan.target(valueOf(record, alias["zone_id"]));
  const host = text(record.config["name"]) ?? "";
  const called = JSON.stringify(plan.stack(record.layer)?.outputs["api_demo_config"] ?? host);
  return [
    ...(target?.type === "aws_lb" && target === zone
      ? []
      : ["it does not lead to the load balancer of this environment"]),
    ...(record.config["type"] === "A" ? [] : [`its type is ${String(record.config["type"])}, expected A`]),
    ...(isTrue(alias["evaluate_target_health"])
      ? []
      : ["it leads to a load balancer that nobody is behind: evaluate_target_health is not true"]),
    ...(record.config["count"] === target?.config["count"]
      ? []
      : ["it is there when its load balancer is not: their counts differ"]),
    ...(host !== "" && called.includes(host)
      ? []
      : [`it is for ${host || "no host"}, and clients are told another`]),
    ...zoneProblems(plan, record),
  ];
}

/** The record that a person makes, because the controller's load balancer has no name before it stands. */
function recordToMake(plan: EnvironmentPlan): Finding[] {
  const output = plan.stack("models")?.outputs["dns_record"];
  const record = asObject(asObject(output)["value"]);
  if (output === undefined) return [];
  const host = text(record["name"]) ?? "";
  const target = plan.target({ layer: "models", value: record["alias_target"] });
  const zone = plan.target({ layer: "models", value: record["alias_zone_id"] });
  return combinedFinding({ layer: "models", address: "output.dns_record" }, "record to make", [
    ...(hostsOf(plan).includes(host) ? [] : [`it is for ${host || "no host"}, and no Ingress answers that`]),
    ...(target?.type === "kubernetes_ingress_v1" ? [] : ["it does not lead to the Ingress"]),
    ...(zone?.type === "aws_lb_hosted_zone_id" && zone.config["load_balancer_type"] === "application"
      ? []
      : ["its zone is not that of an ALB"]),
    ...(record["type"] === "A" ? [] : [`its type is ${String(record["type"])}, expected A`]),
  ]);
}
