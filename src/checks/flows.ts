import { GATEWAYS } from "../evidence/endpoint-names";
import { runningCallers } from "../infrastructure/callers";
import { endpointsFor } from "../infrastructure/network-endpoints";
import { loadBalancersOf } from "../infrastructure/network-load-balancers";
import { type Flow, tcpFlow } from "../infrastructure/network-needs";
import { interfacesOf, leadsOut } from "../infrastructure/network-interfaces";
import { rangeOf } from "../infrastructure/network-ranges";
import { NETWORKS_OF_PARTS } from "../infrastructure/network-needs-of-parts";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { callsOf } from "./network/calls";
import { hubFlows, isAtHub } from "./network/endpoint-hub";
import { internetNeedsOf } from "./network/internet-needs";
import { groupBy } from "../base/group-by";
import { addonOf, releasesOf } from "../infrastructure/kubernetes-releases";
import { databasesOf } from "../infrastructure/network-databases";
import { CLUSTER_PORTS } from "../facts/cluster-ports";
import { interfacesOfPods } from "./network/pod-interfaces";
import { modelPods, runsOnFargate } from "../infrastructure/kubernetes-programs";
import { type Caller } from "../evidence/caller-types";
import { number } from "../terraform/stack-json";
import { chartValue } from "../infrastructure/kubernetes-charts";
import { extraRulesOf } from "./network/declared-rules";

const HTTPS = 443;
const INTERNET: Flow["to"] = { name: "the internet", outside: "internet" };

/** Connections of what runs in an environment, derived only from facts of AWS and of the authors. */
export const flowsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Flow[] => [
  ...apiFlows(plan),
  ...controlPlaneFlows(plan),
  ...nodeFlows(plan),
  ...fargateFlows(plan),
  ...serviceFlows(plan),
  ...hubFlows(plan),
  ...nameFlows(plan),
  ...internetFlows(plan),
  ...Object.values(NETWORKS_OF_PARTS).flatMap(({ flows }) => flows?.(plan) ?? []),
  ...entryFlows(plan),
  ...databaseFlows(plan),
  ...extraRulesOf(plan).flows,
]);

function apiFlows(plan: EnvironmentPlan): Flow[] {
  const callers = ["the kubelet", "every pod that uses the Kubernetes API"];
  return interfacesOf(plan).controlPlanes.flatMap((to) =>
    interfacesOf(plan).workloads.map((from) =>
      tcpFlow("nodes-reach-api", from, to, CLUSTER_PORTS.api, callers),
    ),
  );
}

function controlPlaneFlows(plan: EnvironmentPlan): Flow[] {
  const ports = groupBy(
    runningCallers(plan).flatMap((caller) => controlPlanePortsOf(plan, caller)),
    ([port]) => port,
  );
  const fargate = interfacesOf(plan).fargate;
  const kubelet = ["kubelet of Fargate pods: logs, exec, metrics"];
  return interfacesOf(plan).controlPlanes.flatMap((from) => [
    ...interfacesOf(plan).nodes.flatMap((to) =>
      [...ports].map(([port, reasons]) =>
        tcpFlow(
          "api-reaches-nodes",
          from,
          to,
          port,
          reasons.map(([, why]) => why),
        ),
      ),
    ),
    ...(fargate ? [tcpFlow("api-reaches-nodes", from, fargate, CLUSTER_PORTS.kubelet, kubelet)] : []),
  ]);
}

function nodeFlows(plan: EnvironmentPlan): Flow[] {
  const nodes = interfacesOf(plan).nodes;
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
  const fargate = interfacesOf(plan).fargate;
  if (!fargate) return [];
  const check = "pods-reach-each-other";
  return interfacesOf(plan).nodes.flatMap((nodes) => [
    ...(["tcp", "udp"] as const).map((protocol): Flow => ({
      ...tcpFlow(check, fargate, nodes, CLUSTER_PORTS.dns, ["DNS queries of Fargate pods to CoreDNS"]),
      protocol,
    })),
    ...clientPorts(plan).map((port) =>
      tcpFlow(check, nodes, fargate, port, ["pods on nodes call models on Fargate"]),
    ),
    ...(addonOf(plan, "metrics-server")
      ? [tcpFlow(check, nodes, fargate, CLUSTER_PORTS.kubelet, ["metrics-server scrapes pods on Fargate"])]
      : []),
  ]);
}

/** Ports of models on Fargate whose clients are pods: no load balancer leads to any model. */
function clientPorts(plan: EnvironmentPlan): number[] {
  const models = modelPods(plan);
  const isReached = loadBalancersOf(plan).some(({ backends }) =>
    backends.some(({ pods }) => models.includes(pods)),
  );
  if (isReached) return [];
  return [
    ...new Set(
      models
        .filter((pods) => runsOnFargate(plan, pods))
        .flatMap(({ ports }) => ports.flatMap(({ number }) => number ?? [])),
    ),
  ];
}

/** Questions to name servers of a company: from nodes and from CoreDNS on them, and from Fargate for images. */
const nameFlows = (plan: EnvironmentPlan): Flow[] =>
  interfacesOf(plan).workloads.flatMap((from) =>
    interfacesOf(plan).nameServers.flatMap((server) => {
      const range = rangeOf(`${server}/32`);
      const to = {
        name: `the name server ${server}`,
        outside: "range",
        ...(range ? { range } : {}),
      } as const;
      const asked = tcpFlow("workloads-reach-endpoints", from, to, CLUSTER_PORTS.dns, ["names of endpoints"]);
      return [asked, { ...asked, protocol: "udp" as const }];
    }),
  );

/** Calls to AWS services through interface endpoints, and to S3 and DynamoDB at their own addresses. */
function serviceFlows(plan: EnvironmentPlan): Flow[] {
  const byInterfaces = groupBy(callsOf(plan), ({ interfaces }) => interfaces);
  return [...byInterfaces].flatMap(([from, calls]) => {
    const callersOf = (service: string) =>
      calls.filter((call) => call.service === service).flatMap(({ callers }) => callers);
    const called = calls.flatMap(({ service }) =>
      endpointsFor(plan, service).filter(({ kind }) => kind === "Interface"),
    );
    const endpointGroups = [...groupBy(called, ({ groups }) => groups.join()).values()];
    const byEndpoints = endpointGroups.flatMap((endpoints) => {
      const services = endpoints.map(({ service }) => service ?? "");
      const [first] = endpoints;
      if (!first) return [];
      const name = `the endpoints of ${services.join(", ")}`;
      const subnets = [...new Set(endpoints.flatMap((endpoint) => endpoint.subnets))];
      const callers = [...new Set(services.flatMap(callersOf))];
      return [tcpFlow("workloads-reach-endpoints", from, { ...first, name, subnets }, HTTPS, callers)];
    });
    const byGateways = Object.entries(GATEWAYS).flatMap(([service, name]) => {
      const callers = callersOf(service);
      return callers.length > 0 && endpointsFor(plan, service)[0]
        ? [tcpFlow("workloads-reach-s3", from, { name, outside: "gateway", service }, HTTPS, callers)]
        : [];
    });
    return [...byEndpoints, ...byGateways];
  });
}

/** Calls without an endpoint. Calls to a service whose endpoint is missing are included if NAT is available. */
function internetFlows(plan: EnvironmentPlan): Flow[] {
  const fargate = interfacesOf(plan).fargate;
  return interfacesOf(plan).workloads.flatMap((from) => {
    const place = from === fargate ? "fargate" : "nodes";
    const callers = [
      ...internetNeedsOf(plan).flatMap((need) => (need.place === place ? [need.why] : [])),
      ...(leadsOut(from)
        ? callsOf(plan)
            .filter(({ interfaces }) => interfaces === from)
            .filter(({ service }) => !endpointsFor(plan, service)[0] && !isAtHub(plan, service))
            .map(({ service }) => `${service} has no endpoint`)
        : []),
    ];
    return callers.length > 0 ? [tcpFlow("workloads-reach-internet", from, INTERNET, HTTPS, callers)] : [];
  });
}

/** Connections from load balancers to pods: one flow for each port, shared by all models on that port. */
function entryFlows(plan: EnvironmentPlan): Flow[] {
  return loadBalancersOf(plan).flatMap((from) =>
    [...groupBy(from.backends, ({ port }) => port)].flatMap(([port, backends]) => {
      const reached = backends.flatMap(({ pods }) =>
        interfacesOfPods(plan, pods).map((interfaces) => ({ interfaces, model: pods.owner.name })),
      );
      return [...groupBy(reached, ({ interfaces }) => interfaces)].map(([to, models]) =>
        tcpFlow("load-balancer-reaches-pods", from, to, port, [...new Set(models.map(({ model }) => model))]),
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
      tcpFlow("workloads-reach-database", from, to, to.port, [
        ...new Set(clients.map(({ client }) => client)),
      ]),
    );
  });
}

/** TCP ports that the control plane connects to, each with the reason. A value of a release can replace those of its chart. */
function controlPlanePortsOf(
  plan: EnvironmentPlan,
  { sign, controlPlanePorts }: Caller,
): readonly (readonly [port: number, why: string])[] {
  const known = Object.entries(controlPlanePorts).map(([port, why]) => [Number(port), why] as const);
  const path = "chart" in sign ? sign.chart.controlPlanePortValue : undefined;
  if (!("chart" in sign) || path === undefined) return known;
  return releasesOf(plan, sign.chart.chart).flatMap(({ values }) =>
    known.map(([port, why]) => [number(chartValue(values, path)) ?? port, why] as const),
  );
}
