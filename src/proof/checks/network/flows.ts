import { groupBy, memoizePerPlan } from "../../model/blocks";
import { applicationsOf } from "../../../platform/parts/argo-cd/model/applications";
import { controlPlanePortsOf, runningCallers } from "../../model/callers";
import { addonOf } from "../../model/cluster/addons";
import { databasesOf } from "../../model/network/databases";
import { endpointOf, endpointsByService } from "../../model/network/endpoints";
import { loadBalancersOf } from "../../model/network/load-balancers";
import {
  type InterfaceSet,
  controlPlanesOf,
  distinct,
  fargateOf,
  nodesOf,
  workloadsOf,
} from "../../model/network/interface-sets";
import { type Range, rangeOf } from "../../model/network/ranges";
import { internetRoutes } from "../../model/network/routing";
import { API_PORT, DNS_PORT, KUBELET_PORT } from "../../../shared/kubernetes/cluster-ports";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { callsOf } from "./calls";
import { internetNeedsOf } from "./internet-needs";
import { monitoredPodsOf } from "../../../platform/parts/prometheus/model/monitored-pods";
import { interfacesOfPods, runsOnFargate } from "./pod-places";

/** A destination without a security group in the plan. */
export interface Outside {
  readonly name: string;
  readonly outside: "s3" | "internet" | "range";
  /** Addresses of the kind range. @default - those of its kind */
  readonly range?: Range;
}

/** A required connection, and the components that open it. */
export interface Flow {
  /** The check that reports the connection when it is denied. */
  readonly check: FlowCheck;
  readonly from: InterfaceSet;
  readonly to: InterfaceSet | Outside;
  readonly protocol: "tcp" | "udp" | "all";
  readonly port: number | "all";
  readonly callers: readonly string[];
}

export type FlowCheck =
  | "nodes-reach-api"
  | "api-reaches-nodes"
  | "pods-reach-each-other"
  | "workloads-reach-endpoints"
  | "workloads-reach-s3"
  | "workloads-reach-internet"
  | "workloads-reach-database"
  | "load-balancer-reaches-pods"
  | "git-reachable";

const HTTPS = 443;
const S3: Outside = { name: "S3", outside: "s3" };
const INTERNET: Outside = { name: "the internet", outside: "internet" };

const tcp = (
  check: FlowCheck,
  from: InterfaceSet,
  to: InterfaceSet | Outside,
  port: number,
  callers: string[],
): Flow => ({
  check,
  from,
  to,
  protocol: "tcp",
  port,
  callers,
});

/** Connections of what runs in an environment, derived only from facts of AWS and of the authors. */
export const flowsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Flow[] => [
  ...apiFlows(plan),
  ...controlPlaneFlows(plan),
  ...nodeFlows(plan),
  ...fargateFlows(plan),
  ...serviceFlows(plan),
  ...internetFlows(plan),
  ...gitFlows(plan),
  ...entryFlows(plan),
  ...databaseFlows(plan),
]);

function apiFlows(plan: EnvironmentPlan): Flow[] {
  const callers = ["the kubelet", "every pod that uses the Kubernetes API"];
  return controlPlanesOf(plan).flatMap((to) =>
    workloadsOf(plan).map((from) => tcp("nodes-reach-api", from, to, API_PORT, callers)),
  );
}

function controlPlaneFlows(plan: EnvironmentPlan): Flow[] {
  const ports = groupBy(
    runningCallers(plan).flatMap((caller) => controlPlanePortsOf(plan, caller)),
    ([port]) => port,
  );
  const fargate = fargateOf(plan);
  const kubelet = ["kubelet of Fargate pods: logs, exec, metrics"];
  return controlPlanesOf(plan).flatMap((from) => [
    ...nodesOf(plan).flatMap((to) =>
      [...ports].map(([port, reasons]) =>
        tcp(
          "api-reaches-nodes",
          from,
          to,
          port,
          reasons.map(([, why]) => why),
        ),
      ),
    ),
    ...(fargate ? [tcp("api-reaches-nodes", from, fargate, KUBELET_PORT, kubelet)] : []),
  ]);
}

function nodeFlows(plan: EnvironmentPlan): Flow[] {
  const nodes = nodesOf(plan);
  const callers = ["pods on different nodes", "DNS queries of pods to CoreDNS"];
  return nodes.flatMap((from) =>
    nodes.map((to): Flow => ({
      check: "pods-reach-each-other",
      from,
      to,
      protocol: "all",
      port: "all",
      callers,
    })),
  );
}

/** Connections between Fargate pods and nodes. The cluster security group allows those among Fargate pods. */
function fargateFlows(plan: EnvironmentPlan): Flow[] {
  const fargate = fargateOf(plan);
  if (!fargate) return [];
  const check = "pods-reach-each-other";
  const scraped = monitoredPodsOf(plan).filter(({ pods }) => runsOnFargate(plan, pods));
  return nodesOf(plan).flatMap((nodes) => [
    ...(["tcp", "udp"] as const).map((protocol): Flow => ({
      ...tcp(check, fargate, nodes, DNS_PORT, ["DNS queries of Fargate pods to CoreDNS"]),
      protocol,
    })),
    ...(addonOf(plan, "metrics-server")
      ? [tcp(check, nodes, fargate, KUBELET_PORT, ["metrics-server scrapes pods on Fargate"])]
      : []),
    ...distinct(scraped.map(({ port }) => port)).map((port) =>
      tcp(check, nodes, fargate, port, ["Prometheus scrapes models on Fargate"]),
    ),
  ]);
}

/** Calls to AWS services through interface endpoints, and to S3 at its own addresses. */
function serviceFlows(plan: EnvironmentPlan): Flow[] {
  const byInterfaces = groupBy(callsOf(plan), ({ interfaces }) => interfaces);
  return [...byInterfaces].flatMap(([from, calls]) => {
    const callersOf = (service: string) =>
      calls.filter((call) => call.service === service).flatMap(({ callers }) => callers);
    const called = calls.flatMap(({ service }) =>
      (endpointsByService(plan).get(service) ?? []).filter(({ kind }) => kind === "Interface"),
    );
    const alike = [...groupBy(called, ({ groups }) => groups.join()).values()];
    const byEndpoints = alike.flatMap((endpoints) => {
      const services = endpoints.map(({ service }) => service ?? "");
      const [first] = endpoints;
      if (!first) return [];
      const name = `the endpoints of ${services.join(", ")}`;
      const subnets = distinct(endpoints.flatMap((endpoint) => endpoint.subnets));
      const callers = distinct(services.flatMap(callersOf));
      return [tcp("workloads-reach-endpoints", from, { ...first, name, subnets }, HTTPS, callers)];
    });
    const s3 = callersOf("s3");
    return [
      ...byEndpoints,
      ...(s3.length > 0 && endpointOf(plan, "s3") ? [tcp("workloads-reach-s3", from, S3, HTTPS, s3)] : []),
    ];
  });
}

/** Calls without an endpoint. Calls to a service whose endpoint is missing are included if NAT is available. */
function internetFlows(plan: EnvironmentPlan): Flow[] {
  const fargate = fargateOf(plan);
  return workloadsOf(plan).flatMap((from) => {
    const place = from === fargate ? "fargate" : "nodes";
    const callers = [
      ...internetNeedsOf(plan).flatMap((need) => (need.place === place ? [need.why] : [])),
      ...(leadsOutByNat(from)
        ? callsOf(plan)
            .filter(({ interfaces, service }) => interfaces === from && !endpointOf(plan, service))
            .map(({ service }) => `${service} has no endpoint`)
        : []),
    ];
    return callers.length > 0 ? [tcp("workloads-reach-internet", from, INTERNET, HTTPS, callers)] : [];
  });
}

/** Argo CD to a Git host inside. Its pods are on nodes. */
function gitFlows(plan: EnvironmentPlan): Flow[] {
  return applicationsOf(plan).flatMap(({ way, cidrs, host, port }) =>
    (way === "inside" ? cidrs : []).flatMap((cidr) => {
      const range = rangeOf(cidr);
      const to: Outside = { name: `${host} in ${cidr}`, outside: "range", ...(range ? { range } : {}) };
      return nodesOf(plan).map((from) => tcp("git-reachable", from, to, port, ["Argo CD"]));
    }),
  );
}

/** Whether every subnet of an interface set routes to a NAT gateway. */
export const leadsOutByNat = ({ subnets }: InterfaceSet): boolean =>
  subnets.length > 0 && subnets.every(({ table }) => internetRoutes(table, "nat").length > 0);

/** Connections from load balancers to pods: one flow for each port, shared by all models on that port. */
function entryFlows(plan: EnvironmentPlan): Flow[] {
  return loadBalancersOf(plan).flatMap((from) =>
    [...groupBy(from.backends, ({ port }) => port)].flatMap(([port, backends]) => {
      const reached = backends.flatMap(({ pods }) =>
        interfacesOfPods(plan, pods).map((interfaces) => ({ interfaces, model: pods.owner.name })),
      );
      return [...groupBy(reached, ({ interfaces }) => interfaces)].map(([to, models]) =>
        tcp("load-balancer-reaches-pods", from, to, port, distinct(models.map(({ model }) => model))),
      );
    }),
  );
}

/** Connections from pods to their databases. */
function databaseFlows(plan: EnvironmentPlan): Flow[] {
  return databasesOf(plan).flatMap((to) => {
    const reached = to.clients.flatMap((pods) =>
      interfacesOfPods(plan, pods).map((interfaces) => ({ interfaces, client: pods.owner.name })),
    );
    return [...groupBy(reached, ({ interfaces }) => interfaces)].map(([from, clients]) =>
      tcp("workloads-reach-database", from, to, to.port, distinct(clients.map(({ client }) => client))),
    );
  });
}
