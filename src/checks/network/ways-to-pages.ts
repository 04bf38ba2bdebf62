import { CHART_FACTS } from "../../evidence/charts";
import { ingressPaths } from "../../infrastructure/network-entries";
import { type KubernetesObject, objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { labelsOf } from "../../infrastructure/kubernetes-labels";
import { items, type Specs } from "../../infrastructure/kubernetes-api";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import {
  asArray,
  asObject,
  isTrue,
  type Json,
  type JsonObject,
  text,
  texts,
} from "../../terraform/stack-json";
import { at, type Finding } from "../check";
import { logInsOf } from "../../infrastructure/log-ins";
import { effectiveValues } from "../../infrastructure/kubernetes-charts";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { programPagesOf } from "../../infrastructure/kubernetes-program-pages";
import { releasePodsOf } from "../../infrastructure/kubernetes-release-pods";
import { ALB } from "../../evidence/load-balancers";

/** Ways to pages from outside of the cluster: load balancers, Services with addresses of nodes, and values of charts. */
export const waysFromOutside = (plan: EnvironmentPlan): Finding[] => [
  ...objectsOf(plan)
    .ofKind("ingress")
    .flatMap((ingress) => ingressFindings(plan, ingress)),
  ...objectsOf(plan)
    .ofKind("service")
    .flatMap((service) => serviceFindings(plan, service)),
  ...customObjectsOf(plan).flatMap(({ resource, namespace, kind, spec }) =>
    servicesOfObject(kind, spec).flatMap((name) => [
      ...backendFindings(plan, resource, namespace, name),
      ...(isLogIn(plan, namespace, name)
        ? [
            {
              ...at(resource),
              message: `leads to the log-in ${name} by a ${kind}, and no check judges whether its clients use HTTPS`,
            },
          ]
        : []),
    ]),
  ),
  ...programPagesOf(plan).releases.flatMap(({ resource, chart, values }) => {
    const facts = CHART_FACTS[chart];
    return facts
      ? openValues(effectiveValues(facts, values)).map((path) => valueFinding(resource, path))
      : [];
  }),
];

function ingressFindings(plan: EnvironmentPlan, ingress: KubernetesObject<Specs["ingress"]>): Finding[] {
  const { resource, namespace, spec } = ingress;
  const backends = [
    ...items(spec.rules).flatMap((rule) => items(rule.http?.paths).map(({ backend }) => backend)),
    ...(spec.defaultBackend ? [spec.defaultBackend] : []),
  ];
  const names = [...new Set(backends.map((backend) => text(backend?.service?.name) ?? ""))];
  return [
    ...names.flatMap((name) => backendFindings(plan, resource, namespace, name)),
    ...(names.some((name) => isLogIn(plan, namespace, name)) ? listenerFindings(ingress) : []),
  ];
}

/** The load balancer of a proxy: a password or a cookie must not go over HTTP or the internet. */
function listenerFindings(ingress: KubernetesObject<Specs["ingress"]>): Finding[] {
  const { resource, annotations } = ingress;
  const annotation = (key: string): string | undefined => annotations[ALB + key];
  const servesHttp = (annotation("listen-ports") ?? "").includes('"HTTP"');
  return [
    ...(annotation("certificate-arn") === undefined ? ["it has no certificate"] : []),
    ...(servesHttp && annotation("ssl-redirect") === undefined ? ["it serves HTTP without a redirect"] : []),
    ...(annotation("scheme") === "internal" ? [] : ["it has addresses of the internet"]),
    // The provider sends people to /oauth2/callback.
    ...ingressPaths(ingress)
      .filter(({ config }) => config.path !== "/" || config.pathType !== "Prefix")
      .map(
        ({ config }) =>
          `its path is ${String(config.path)} of the type ${String(config.pathType)}, expected / of the type Prefix`,
      ),
  ].map((problem) => ({ ...at(resource), message: `the load balancer of a log-in: ${problem}` }));
}

/** The proof of a log-in is that of its proxy, at the rule that admits it: here, a load balancer leads to a proxy or to no page. */
function backendFindings(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  namespace: string,
  name: string,
): Finding[] {
  const service = objectsOf(plan).find("service", namespace, name);
  if (!service)
    return programPagesOf(plan).all.some(({ pods }) => pods.owner.namespace === namespace)
      ? [
          {
            ...at(resource),
            message: `leads to the Service ${name} in ${namespace}, which no stack creates, past a log-in`,
          },
        ]
      : [];
  return pagesBehind(plan, service).map((page) => ({
    ...at(resource),
    message: `${page.name} is reached without log-in: the Service ${name} leads to it`,
  }));
}

function serviceFindings(plan: EnvironmentPlan, service: KubernetesObject<Specs["service"]>): Finding[] {
  const type = text(service.spec.type) ?? "ClusterIP";
  const ways = [
    ...(type === "LoadBalancer" || type === "NodePort" ? [`its Service has the type ${type}`] : []),
    ...(texts(service.spec.externalIPs).length > 0
      ? ["its Service has addresses outside of the cluster"]
      : []),
  ];
  const reached = [
    ...pagesBehind(plan, service).map(({ name }) => `${name} is reached without log-in`),
    ...(isLogIn(plan, service.namespace, service.name)
      ? ["a log-in is reached past the Ingress with HTTPS"]
      : []),
  ];
  return reached.flatMap((what) =>
    ways.map((way) => ({ ...at(service.resource), message: `${what}: ${way}` })),
  );
}

const pagesBehind = (
  plan: EnvironmentPlan,
  service: KubernetesObject<Specs["service"]>,
): ReturnType<typeof programPagesOf>["all"][number][] => {
  const pods = new Set(podsBehind(plan, service));
  return programPagesOf(plan).all.filter((page) => pods.has(page.pods));
};

function podsBehind(plan: EnvironmentPlan, { namespace, spec }: KubernetesObject<Specs["service"]>): Pods[] {
  const selector = labelsOf(spec.selector);
  if (Object.keys(selector).length === 0) return [];
  return [
    ...objectsOf(plan).selected(namespace, selector),
    ...releasePodsOf(plan).selected(namespace, selector),
  ];
}

const isLogIn = (plan: EnvironmentPlan, namespace: string, name: string): boolean => {
  const service = objectsOf(plan).find("service", namespace, name);
  return service !== undefined && podsBehind(plan, service).some((pods) => logInsOf(plan).of(pods));
};

/** Services to which objects of the load balancer controller and of the Gateway API lead. */
function servicesOfObject(kind: string, spec: JsonObject): string[] {
  if (kind === "TargetGroupBinding") return [text(asObject(spec["serviceRef"])["name"]) ?? ""];
  if (!kind.endsWith("Route")) return [];
  const backends = asArray(spec["rules"]).flatMap((rule) => asArray(asObject(rule)["backendRefs"]));
  return backends.map((backend) => text(asObject(backend)["name"]) ?? "");
}

/** Paths of values with which a chart creates a load balancer or a port of nodes. */
function openValues(values: JsonObject, path: readonly string[] = []): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const below = [...path, key];
    if (key === "type" && OPEN_TYPES.has(text(value) ?? "")) return [below.join(".")];
    if (key === "enabled" && isTrue(value) && path.some((each) => CREATES_WAY.test(each)))
      return [below.join(".")];
    return isMapping(value) ? openValues(value, below) : [];
  });
}

const OPEN_TYPES: ReadonlySet<string> = new Set(["LoadBalancer", "NodePort"]);

/** Keys below which charts have the values of an Ingress or a route. */
const CREATES_WAY = /^(ingress|httproute|grpcroute|route$)/i;

const isMapping = (value: Json): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const valueFinding = (resource: PlannedResource, path: string): Finding => ({
  ...at(resource),
  message: `${path} opens a way from outside of the cluster to the pages of the chart, past a log-in`,
});
