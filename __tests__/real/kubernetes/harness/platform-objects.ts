import {
  chartValue,
  chartWorkloads,
  effectiveValues,
} from "../../../../src/infrastructure/kubernetes-charts";
import {
  addonsOf,
  type HelmRelease,
  helmReleasesOf,
} from "../../../../src/infrastructure/kubernetes-releases";
import { resolveReferences } from "../../../../src/infrastructure/text-references";
import { type AddonPods } from "../../../../src/evidence/addons";
import { ADDONS_OF_PARTS } from "../../../../src/evidence/generated/addons-of-parts";
import { CHART_FACTS, type ChartFacts } from "../../../../src/evidence/charts";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject, asObject } from "../../../../src/terraform/stack-json";
import { crds } from "./custom-resource-definitions";
import { type Release, addonObject, chartObject } from "./platform-workloads";

/**
 * Objects that EKS add-ons and the charts of Helm releases create, and that models or capacity depend on: namespaces,
 * CRDs, service accounts, the CSIDriver, the IngressClass, workloads and their disruption budgets. They are in an order in
 * which they can be applied. Requests, tolerations, affinity, priority and images are the facts of `src/evidence` under
 * the emitted values.
 *
 * Not real: the programs, so there is no probe, port, role, or volume but for host paths of charts. Pods of add-ons have no
 * host paths either, so that Pod Security can judge only those of charts. The webhook configurations of the load balancer
 * controller are left out, because they fail closed and no server responds to them; their rules are in the facts of the
 * chart. An NLB needs no object: its class is a text in the Service.
 */
export function platformObjectsOf(plan: EnvironmentPlan): JsonObject[] {
  const releases = helmReleasesOf(plan).flatMap((release): Release[] => {
    const facts = release.local ? undefined : CHART_FACTS[release.chart];
    return facts ? [releaseOf(plan, release, facts)] : [];
  });
  const addons = addonsOf(plan).map(({ name }) => name);
  const pods = addons.flatMap((name) => ADDONS_OF_PARTS[name]?.pods ?? []);
  return [
    ...namespaces(pods),
    ...crds(
      plan,
      releases.map(({ facts }) => facts),
    ),
    ...accounts(pods, releases),
    ...addons
      .flatMap((name) => ADDONS_OF_PARTS[name]?.driver ?? [])
      .map(({ name, spec }) => csiDriver(name, spec)),
    ...releases.flatMap(clusterObjects),
    ...pods.map(addonObject),
    ...releases.flatMap((release) => release.workloads.map((each) => chartObject(plan, release, each))),
    ...releases.flatMap(budgets),
  ];
}

function releaseOf(
  plan: EnvironmentPlan,
  { resource, namespace, values }: HelmRelease,
  facts: ChartFacts,
): Release {
  const { layer } = resource;
  const [cluster] = plan.resources("aws_eks_cluster");
  return {
    layer,
    namespace: resolveReferences(plan, { layer, value: namespace }),
    facts,
    values: effectiveValues(facts, values),
    workloads: chartWorkloads(facts, values),
    kubernetes: String(cluster?.config["version"]),
  };
}

/** Namespaces that Kubernetes creates itself. */
const OWN_NAMESPACES = ["default", "kube-system"];

const namespaces = (pods: readonly AddonPods[]): JsonObject[] =>
  unique(pods.map(({ namespace }) => namespace))
    .filter((name) => !OWN_NAMESPACES.includes(name))
    .map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));

function accounts(pods: readonly AddonPods[], releases: readonly Release[]): JsonObject[] {
  const ofAddons = pods.map(({ namespace, serviceAccount }) => ({ namespace, name: serviceAccount }));
  const ofReleases = releases.flatMap(({ namespace, facts, values }) =>
    facts.serviceAccounts
      .filter(
        ({ hook, createdIf }) =>
          hook === undefined && (createdIf === undefined || chartValue(values, createdIf) === true),
      )
      .map(({ name }) => ({ namespace, name })),
  );
  return unique([...ofAddons, ...ofReleases].map(({ namespace, name }) => `${namespace}/${name}`))
    .map((key) => key.split("/"))
    .filter(([, name]) => name !== "default")
    .map(([namespace = "", name = ""]) => ({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { namespace, name },
    }));
}

/** The CSIDriver, or the IngressClass with its parameters. */
function clusterObjects(release: Release): JsonObject[] {
  return [...csiDrivers(release), ...ingressClasses(release)];
}

const csiDriver = (name: string, spec: JsonObject): JsonObject => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "CSIDriver",
  metadata: { name },
  spec,
});

function csiDrivers({ facts: { csiDriver: driver }, values, kubernetes }: Release): JsonObject[] {
  if (!driver) return [];
  const tokenRequests = chartValue(values, driver.values.tokenRequests) ?? [];
  const requestsTokens = Array.isArray(tokenRequests) && tokenRequests.length > 0;
  return [
    csiDriver(driver.name, {
      ...driver.spec,
      requiresRepublish: chartValue(values, driver.values.requiresRepublish) === true,
      ...(requestsTokens ? { tokenRequests } : {}),
      ...(requestsTokens && minorOf(kubernetes) >= minorOf(driver.tokensInSecretsSince)
        ? { serviceAccountTokenInSecrets: true }
        : {}),
    }),
  ];
}

const minorOf = (version: string): number => Number(version.split(".")[1]);

function ingressClasses({ facts: { ingressClass }, values }: Release): JsonObject[] {
  if (!ingressClass || chartValue(values, ingressClass.values.create) !== true) return [];
  const metadata = { name: String(chartValue(values, ingressClass.values.name)) };
  const params = { apiVersion: "elbv2.k8s.aws/v1beta1", kind: "IngressClassParams", metadata };
  return [
    ...(chartValue(values, ingressClass.values.createParams) === true ? [params] : []),
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "IngressClass",
      metadata,
      spec: { controller: ingressClass.controller },
    },
  ];
}

/** Budgets of the Deployments; a chart has none while the value is empty. */
function budgets({ facts, values, namespace, workloads }: Release): JsonObject[] {
  const path = facts.podDisruptionBudget;
  const budget = path === undefined ? {} : asObject(chartValue(values, path));
  if (Object.keys(budget).length === 0) return [];
  return workloads
    .filter((workload) => workload.facts.kind === "Deployment")
    .map((workload) => ({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: workload.facts.name, namespace },
      spec: { ...budget, selector: { matchLabels: workload.facts.labels } },
    }));
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
