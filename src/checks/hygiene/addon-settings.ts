import { isFalse, combinedFinding } from "../../analysis/blocks";
import { addonsOf } from "../../analysis/cluster/addons";
import { type JsonObject, asObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const addonSettings: Check = {
  id: "addon-settings",
  severity: "error",
  title:
    "what an add-on is told wins over what somebody changed in the cluster, and agents send to CloudWatch Logs alone",
  why: "a setting by hand would switch off network policies without a trace; traces have no way out of a private network",
  fix: 'set resolve_conflicts_on_create and _on_update to "OVERWRITE", and give the CloudWatch agent a configuration of its own',
  source:
    "Amazon EKS user guide, Update an Amazon EKS add-on; CloudWatch user guide, Install the CloudWatch agent with the add-on (read 2026-11-20)",
  run: (plan) =>
    addonsOf(plan).flatMap(({ resource, name, settings }) =>
      combinedFinding(resource, `add-on ${name || "without a name"}`, [
        ...["resolve_conflicts_on_create", "resolve_conflicts_on_update"]
          .filter((key) => resource.config[key] !== "OVERWRITE")
          .map((key) => `${key} is ${String(resource.config[key] ?? "missing")}, expected OVERWRITE`),
        ...(name === "amazon-cloudwatch-observability" ? agentProblems(settings) : []),
      ]),
    ),
};

/** Without a configuration of its own the agent adds Application Signals, which sends traces to X-Ray. */
function agentProblems(settings: JsonObject): string[] {
  const config = asObject(asObject(settings["agent"])["config"]);
  const signals = asObject(asObject(settings["manager"])["applicationSignals"]);
  const kubernetes = asObject(asObject(asObject(config["logs"])["metrics_collected"])["kubernetes"]);
  return [
    ...(Object.keys(config).some((key) => key !== "logs" && key !== "agent") ||
    Object.keys(config).length === 0
      ? ["its agent collects more than logs, or what the add-on chooses"]
      : []),
    ...(kubernetes["enhanced_container_insights"] === true
      ? []
      : ["its agent collects no Container Insights"]),
    ...(isFalse(asObject(signals["autoMonitor"])["monitorAllServices"])
      ? []
      : ["Application Signals puts itself into the pods of models"]),
  ];
}
