import { block, isTrue, combinedFinding, text, valueOf } from "../../analysis/blocks";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { asObject } from "../../terraform-json/stack-json";
import { type Check, type Finding } from "../check";
import { hostsOf, zoneProblems } from "./hosts";

export const entryDns: Check = {
  id: "entry-dns",
  severity: "error",
  title: "the host name that clients use resolves to the load balancer",
  why: "a name that points elsewhere, or to a load balancer that is off, looks like a failed model",
  fix: "point the alias at the load balancer and its zone, and give both the same count",
  source: "Amazon Route 53 developer guide, Values specific for alias records (read 2026-11-20)",
  run: (plan) => [
    ...plan
      .resources("aws_route53_record")
      .filter(({ config }) => config["alias"] !== undefined)
      .flatMap((record) => combinedFinding(record, "record", aliasProblems(plan, record))),
    ...recordToCreate(plan),
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
      : ["it does not point to the load balancer of this environment"]),
    ...(record.config["type"] === "A" ? [] : [`its type is ${String(record.config["type"])}, expected A`]),
    ...(isTrue(alias["evaluate_target_health"])
      ? []
      : ["it can resolve to a load balancer without healthy targets: evaluate_target_health is not true"]),
    ...(record.config["count"] === target?.config["count"]
      ? []
      : ["it can exist without its load balancer: their counts differ"]),
    ...(host !== "" && called.includes(host)
      ? []
      : [`it is for ${host || "no host"}, but clients use another host`]),
    ...zoneProblems(plan, record),
  ];
}

/** The record that an operator creates: the name of the controller's load balancer is not known in advance. */
function recordToCreate(plan: EnvironmentPlan): Finding[] {
  const output = plan.stack("models")?.outputs["dns_record"];
  const record = asObject(asObject(output)["value"]);
  if (output === undefined) return [];
  const host = text(record["name"]) ?? "";
  const target = plan.target({ layer: "models", value: record["alias_target"] });
  const zone = plan.target({ layer: "models", value: record["alias_zone_id"] });
  return combinedFinding({ layer: "models", address: "output.dns_record" }, "record to create", [
    ...(hostsOf(plan).includes(host) ? [] : [`it is for ${host || "no host"}, which no Ingress serves`]),
    ...(target?.type === "kubernetes_ingress_v1" ? [] : ["it does not point to the Ingress"]),
    ...(zone?.type === "aws_lb_hosted_zone_id" && zone.config["load_balancer_type"] === "application"
      ? []
      : ["its zone is not the hosted zone of an ALB"]),
    ...(record["type"] === "A" ? [] : [`its type is ${String(record["type"])}, expected A`]),
  ]);
}
