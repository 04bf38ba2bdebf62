import { clusterAddressesOf } from "../../infrastructure/cluster-addresses";
import { entriesOf, type Entry, ingressPaths, isLoadBalancer } from "../../infrastructure/network-entries";
import { type KubernetesObject, objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { type Stated } from "../../infrastructure/stated";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { type Specs } from "../../infrastructure/kubernetes-api";
import { text } from "../../terraform/stack-json";
import { releasesOf } from "../../infrastructure/kubernetes-releases";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";
import { servicePort } from "../../infrastructure/kubernetes-pods";
import TEXTS from "./texts.json";
import { deliveriesOf } from "../../infrastructure/deliveries";

export const entryBackend: Check = {
  ...ruleOf(TEXTS, "entry-backend"),
  run: (plan, { statedOf }) => [
    // `models-of-git` compares Ingresses of models in Git with the file, and `check --manifests` their Services.
    ...entriesOf(plan)
      .filter(({ service, namespace }) => service || !deliveriesOf(plan).to(namespace))
      .flatMap((entry) => combinedFinding(entry.resource, entry.title, backendProblems(entry))),
    ...(statedOf(plan.name).withoutEntry
      ? [...stray(plan), ...unreachedInCluster(plan)]
      : unreachedFromOutside(plan)),
    ...objectsOf(plan)
      .ofKind("ingress")
      .flatMap((ingress) => ingressFindings(plan, ingress, statedPathsOf(statedOf(plan.name)))),
    ...objectsOf(plan)
      .ofKind("service")
      .filter(isLoadBalancer)
      .flatMap((service) =>
        combinedFinding(
          service.resource,
          service.title,
          service.spec.loadBalancerClass === "service.k8s.aws/nlb"
            ? []
            : [
                `its class is ${String(service.spec.loadBalancerClass ?? "missing")}, expected service.k8s.aws/nlb: without it, Kubernetes creates a Classic Load Balancer`,
              ],
        ),
      ),
  ],
};

/** Entries of an environment whose file states that it has none. */
const stray = (plan: EnvironmentPlan): Finding[] =>
  entriesOf(plan).flatMap(({ resource, title }) =>
    combinedFinding(resource, title, ["entry.type is none, expected no load balancer"]),
  );

const unreachedInCluster = (plan: EnvironmentPlan): Finding[] =>
  unreached(
    plan,
    clusterAddressesOf(plan).map(({ pods }) => pods),
    "no Service has its pods",
  );

const unreachedFromOutside = (plan: EnvironmentPlan): Finding[] =>
  unreached(
    plan,
    entriesOf(plan).flatMap(({ pods }) => pods),
    "no load balancer has its pods as targets",
  );

/** Pods of models that nobody can call. */
const unreached = (plan: EnvironmentPlan, reached: readonly Pods[], problem: string): Finding[] =>
  objectsOf(plan)
    .pods.filter((pods) => pods.owner.kind === "deployment" && !reached.includes(pods))
    .filter((pods) => !platformProgramsOf(plan).of(pods))
    .flatMap(({ owner }) => combinedFinding(owner.resource, owner.title, [problem]));

function backendProblems({ kind, serviceName, servicePort: wanted, service, targetGroup }: Entry): string[] {
  return [
    ...(service ? [] : [`Service ${serviceName || "(none)"} does not exist in its namespace`]),
    ...(service && !servicePort(service, wanted)
      ? [`Service ${serviceName} has no port ${String(wanted)}`]
      : []),
    ...(kind === "target-group" && !targetGroup ? ["its target group is not in this environment"] : []),
  ];
}

/** Sequences that the API refuses in a path (seen on Kubernetes 1.36, 2026-11-21). */
const REFUSED_PATH = /\/\/|\/\.\.?(\/|$)|%2f/i;

/** Paths of the file: each includes all paths below it. */
const statedPathsOf = ({ models }: Stated): ReadonlySet<string> =>
  new Set([...models.values()].flatMap(({ paths }) => paths ?? []));

function ingressFindings(
  plan: EnvironmentPlan,
  ingress: KubernetesObject<Specs["ingress"]>,
  stated: ReadonlySet<string>,
): Finding[] {
  const paths = ingressPaths(ingress);
  const seen = new Set<string>();
  const twice = paths.flatMap(({ host, config }) => {
    const route = `${host}${String(config.path)}`;
    if (seen.has(route)) return [route];
    seen.add(route);
    return [];
  });
  const className = text(ingress.spec.ingressClassName);
  const served = releasesOf(plan, "aws-load-balancer-controller").map(
    ({ values }) => text(values["ingressClass"]) ?? "alb",
  );
  return combinedFinding(ingress.resource, ingress.title, [
    ...(paths.length === 0 ? ["it has no paths"] : []),
    ...(className !== undefined && served.includes(className)
      ? []
      : [`its class is ${className ?? "missing"}, but the controller serves ${served.join(", ") || "none"}`]),
    ...(ingress.spec.defaultBackend === undefined
      ? []
      : ["its default backend gets the requests of every host and path that no rule names"]),
    ...paths
      .filter(({ config }) => config.pathType === "Exact" && stated.has(text(config.path) ?? ""))
      .map(
        ({ config }) =>
          `path ${String(config.path)} has the type Exact, but the file states it with all paths below it: expected Prefix`,
      ),
    ...twice.map((route) => `${route} is listed twice`),
    ...paths
      .filter(({ config }) => !(text(config.path) ?? "").startsWith("/"))
      .map(({ config }) => `path ${String(config.path)} does not start with /`),
    ...paths
      .filter(({ config }) => REFUSED_PATH.test(text(config.path) ?? ""))
      .map(({ config }) => `path ${String(config.path)} contains //, a part . or .., or %2F`),
    ...paths
      .filter(({ config }) => config.pathType !== "Prefix" && config.pathType !== "Exact")
      .map(
        ({ config }) =>
          `path ${String(config.path)} has the type ${String(config.pathType)}, expected Prefix or Exact`,
      ),
  ]);
}
