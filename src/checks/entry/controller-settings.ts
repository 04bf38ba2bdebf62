import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asArray, asObject, type Json, type JsonObject, number, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { type HelmRelease, releasesOf } from "../../infrastructure/kubernetes-releases";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { ALB, READINESS_LABEL } from "../../evidence/load-balancers";

export const controllerSettings: Check = {
  ...ruleOf(TEXTS, "controller-settings"),
  run: (plan) =>
    releasesOf(plan, "aws-load-balancer-controller").flatMap((release) =>
      combinedFinding(release.resource, "controller", releaseProblems(plan, release)),
    ),
};

function releaseProblems(plan: EnvironmentPlan, { resource, values }: HelmRelease): string[] {
  return [
    ...placeProblems(plan, resource.layer, values),
    ...switchProblems(plan, values),
    ...accountProblems(asObject(values["serviceAccount"])),
    ...runningProblems(values),
    ...podWebhookProblems(plan, values),
    ...podSecurityProblems(values),
  ];
}

function placeProblems(
  plan: EnvironmentPlan,
  layer: HelmRelease["resource"]["layer"],
  values: JsonObject,
): string[] {
  const [cluster] = plan.resources("aws_eks_cluster");
  const named = cluster && resolveReferences(plan, { layer: cluster.layer, value: cluster.config.name });
  const vpc = plan.target({ layer, value: values["vpcId"] });
  return [
    ...(resolveReferences(plan, { layer, value: values["clusterName"] }) === named
      ? []
      : ["clusterName is not this environment's cluster"]),
    ...(values["region"] === homeOf(plan).region
      ? []
      : [
          `region is ${String(values["region"] ?? "missing")}, expected ${homeOf(plan).region}: its pods cannot read instance metadata`,
        ]),
    ...(vpc?.type === "aws_vpc" || text(values["vpcId"])?.startsWith("vpc-")
      ? []
      : ["vpcId is not this environment's VPC, and its pods cannot read instance metadata"]),
  ];
}

/** Problems of switches; they are booleans, because the chart ignores strings. */
function switchProblems(plan: EnvironmentPlan, values: JsonObject): string[] {
  const guards = objectsOf(plan)
    .ofKind("ingress")
    .some(({ annotations }) => annotations[`${ALB}wafv2-acl-arn`] !== undefined);
  const gates = asObject(asObject(values["controllerConfig"])["featureGates"]);
  const wanted: readonly (readonly [key: string, found: Json | undefined, expected: boolean])[] = [
    ["enableShield", values["enableShield"], false],
    ["enableWaf", values["enableWaf"], false],
    ["enableWafv2", values["enableWafv2"], guards],
    ["enableServiceMutatorWebhook", values["enableServiceMutatorWebhook"], false],
    ["keepTLSSecret", values["keepTLSSecret"], true],
    ["createIngressClassResource", values["createIngressClassResource"], true],
    ["featureGates.ALBGatewayAPI", gates["ALBGatewayAPI"], false],
    ["featureGates.NLBGatewayAPI", gates["NLBGatewayAPI"], false],
  ];
  return [
    ...wanted
      .filter(([, found, expected]) => found !== expected)
      .map(
        ([key, found, expected]) =>
          `${key} is ${JSON.stringify(found) ?? "missing"}, expected ${String(expected)}`,
      ),
    ...(values["defaultTargetType"] === "ip"
      ? []
      : [`defaultTargetType is ${String(values["defaultTargetType"] ?? "missing")}, expected ip`]),
    ...(values["ingressClass"] === "alb"
      ? []
      : [`ingressClass is ${String(values["ingressClass"] ?? "missing")}, expected alb`]),
  ];
}

/** A service account that the chart creates has no role, or a name that no trust policy allows. */
const accountProblems = ({ create, name }: JsonObject): string[] =>
  create === false && text(name) !== undefined
    ? []
    : ["the chart creates its own service account, which no role trusts"];

function runningProblems(values: JsonObject): string[] {
  const resources = asObject(values["resources"]);
  const [requests, limits] = [asObject(resources["requests"]), asObject(resources["limits"])];
  const spread = asArray(values["topologySpreadConstraints"]).map(asObject);
  return [
    ...((number(values["replicaCount"]) ?? 2) >= 2 ? [] : ["it has fewer than 2 replicas"]),
    ...(number(asObject(values["podDisruptionBudget"])["maxUnavailable"]) === 1
      ? []
      : ["its disruption budget does not set maxUnavailable to 1"]),
    ...([requests["cpu"], requests["memory"], limits["memory"]].some(
      (amount) => !/^\d+(m|Mi|Gi)?$/.test(String(amount)),
    )
      ? ["it lacks a CPU request, a memory request or a memory limit"]
      : []),
    ...(spread.some(
      (each) =>
        each["topologyKey"] === "topology.kubernetes.io/zone" &&
        each["maxSkew"] === 1 &&
        each["whenUnsatisfiable"] === "ScheduleAnyway" &&
        selectsIt(each),
    )
      ? []
      : ["its pods are not spread across zones"]),
  ];
}

/** Fields of the restricted Pod Security Standard that the defaults of the chart lack. */
function podSecurityProblems(values: JsonObject): string[] {
  const profile = asObject(asObject(values["podSecurityContext"])["seccompProfile"])["type"];
  const dropped = asArray(asObject(asObject(values["securityContext"])["capabilities"])["drop"]);
  return [
    ...(profile === "RuntimeDefault"
      ? []
      : [
          `podSecurityContext.seccompProfile.type is ${String(profile ?? "missing")}, expected RuntimeDefault`,
        ]),
    ...(dropped.includes("ALL") ? [] : ["securityContext.capabilities.drop lacks ALL"]),
  ];
}

function podWebhookProblems(plan: EnvironmentPlan, values: JsonObject): string[] {
  const gated = objectsOf(plan)
    .ofKind("namespace")
    .filter(({ labels }) => labels[READINESS_LABEL] === "enabled");
  const policy = asObject(values["podMutatorWebhookConfig"])["failurePolicy"];
  if (gated.length === 0 || policy === "Fail") return [];
  return [
    `podMutatorWebhookConfig.failurePolicy is ${String(policy ?? "missing")}, expected Fail: pods of ${gated.map(({ name }) => name).join(", ")} start without a readiness gate while no replica responds`,
  ];
}

const selectsIt = (constraint: JsonObject): boolean =>
  asObject(asObject(constraint["labelSelector"])["matchLabels"])["app.kubernetes.io/name"] ===
  "aws-load-balancer-controller";
