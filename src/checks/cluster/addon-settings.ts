import { addonsOf } from "../../infrastructure/kubernetes-releases";
import {
  asObject,
  blocks,
  isFalse,
  isTrue,
  type Json,
  jsonIn,
  type JsonObject,
  number,
  text,
  texts,
} from "../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { homeOf } from "../../infrastructure/text-references";
import { leavesOf } from "../../infrastructure/text-not-judged";
import { type Check, combinedFinding, ruleOf } from "../check";
import facts from "./addon-harms.json";
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
        ...harms(name, settings),
        ...otherProblems(plan, resource),
      ]),
    ),
};

interface Harm {
  /** @default - each add-on */
  readonly addon?: string;
  readonly path: string;
  readonly value: string;
  readonly effect: string;
}

const HARMS = (facts.harms as readonly Harm[]).map((each) => ({
  ...each,
  path: new RegExp(each.path),
  value: new RegExp(each.value),
}));

/** Settings with which the add-on does not do its work, or does more. */
const harms = (name: string, settings: JsonObject): string[] =>
  leavesOf(settings).flatMap(({ path, value }) =>
    HARMS.filter(({ addon = name }) => addon === name)
      .filter((harm) => harm.path.test(path) && harm.value.test(String(value)))
      .map(({ effect }) => `${path} is ${String(value).slice(0, MOST)}, and ${effect}`),
  );

/** Characters of a value in a message. */
const MOST = 60;

/** Settings that are no JSON, and rights of a role of another account. */
function otherProblems(plan: EnvironmentPlan, { config }: PlannedResource): string[] {
  const { accountId } = homeOf(plan);
  const written = text(config["configuration_values"]);
  const roles = [config, ...blocks(config["pod_identity_association"])].flatMap((each) => [
    ...texts(each["service_account_role_arn"]),
    ...texts(each["role_arn"]),
  ]);
  return [
    ...(written === undefined || written === "" || written.includes("${") || jsonIn(written) !== undefined
      ? []
      : ["its configuration_values is no JSON"]),
    ...roles
      .filter((role) => /^arn:[\w-]+:iam::\d{12}:/.test(role) && !role.includes(`::${accountId}:`))
      .map((role) => `its role ${role} is of another account than ${accountId}`),
  ];
}

/** Numbers of addresses in reserve. The add-on requires text. */
function targetProblems(settings: JsonObject): string[] {
  const env = asObject(settings["env"]);
  const wrong = Object.entries(env)
    .filter(([name, value]) => /^(WARM|MINIMUM)_/.test(name) && !/^\d+$/.test(String(value)))
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
