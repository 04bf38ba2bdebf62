import { addonsOf } from "../../infrastructure/kubernetes-releases";
import { asObject, isFalse, isTrue, type Json, type JsonObject, number } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const addonSettings: Check = {
  ...ruleOf(TEXTS, "addon-settings"),
  run: (plan) =>
    addonsOf(plan).flatMap(({ resource, name, settings }) =>
      combinedFinding(resource, `add-on ${name || "without a name"}`, [
        ...(["resolve_conflicts_on_create", "resolve_conflicts_on_update"] as const)
          .filter((key) => resource.config[key] !== "OVERWRITE")
          .map((key) => `${key} is ${String(resource.config[key] ?? "missing")}, expected OVERWRITE`),
        ...(name === "amazon-cloudwatch-observability" ? agentProblems(settings) : []),
        ...(name === "vpc-cni" ? targetProblems(settings) : []),
      ]),
    ),
};

/** Numbers of addresses in reserve. The add-on requires text. */
function targetProblems(settings: JsonObject): string[] {
  const env = asObject(settings["env"]);
  const wrong = Object.entries(env)
    .filter(([name, value]) => name.startsWith("WARM_") && !/^\d+$/.test(String(value)))
    .map(([name, value]) => `${name} is ${JSON.stringify(value)}, expected a number as text`);
  const hasOtherTarget = env["WARM_IP_TARGET"] !== undefined && env["MINIMUM_IP_TARGET"] !== undefined;
  const isWithoutReserve =
    isTrue(env["ENABLE_PREFIX_DELEGATION"]) && isZero(env["WARM_PREFIX_TARGET"]) && !hasOtherTarget;
  return isWithoutReserve
    ? [
        ...wrong,
        "WARM_PREFIX_TARGET is 0, expected 1 or more with prefix delegation: a pod waits until a prefix is attached",
      ]
    : wrong;
}

const isZero = (value: Json | undefined): boolean => number(value) === 0;

/** Without its own configuration, the agent adds Application Signals, which sends traces to X-Ray. */
function agentProblems(settings: JsonObject): string[] {
  const config = asObject(asObject(settings["agent"])["config"]);
  const signals = asObject(asObject(settings["manager"])["applicationSignals"]);
  const kubernetes = asObject(asObject(asObject(config["logs"])["metrics_collected"])["kubernetes"]);
  return [
    ...(Object.keys(config).some((key) => key !== "logs" && key !== "agent") ||
    Object.keys(config).length === 0
      ? ["its agent has no configuration of its own, or collects more than logs"]
      : []),
    ...(kubernetes["enhanced_container_insights"] === true
      ? []
      : ["its agent does not collect enhanced Container Insights"]),
    ...(isFalse(asObject(signals["autoMonitor"])["monitorAllServices"])
      ? []
      : ["Application Signals instruments the pods of models"]),
  ];
}
