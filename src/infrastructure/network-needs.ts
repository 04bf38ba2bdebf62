import { type EnvironmentPlan } from "../terraform/environment-plan";
import { ANYWHERE } from "../base/cidr";
import { type Labels, type Pods } from "./kubernetes-objects";
import { endpointsFor } from "./network-endpoints";
import { type InterfaceSet, interfacesOf, leadsOutByNat } from "./network-interfaces";
import { type Range, rangeOf } from "./network-ranges";
import { type Rule } from "./network-rules";
import { CLUSTER_PORTS } from "../facts/cluster-ports";
import { databasesOf } from "./network-databases";
import { type Place } from "../evidence/chart-connections";

/** The remote side of a pod's connection. */
type Remote =
  | { readonly kind: "range"; readonly cidr: string; readonly range: Range }
  | { readonly kind: "s3" }
  | { readonly kind: "api" }
  /** Pods by labels. */
  | {
      readonly kind: "pods";
      /** @default - their namespace is unknown */
      readonly namespace?: Labels;
      readonly labels: Labels;
      /** The pods, for names of their ports. @default - unknown */
      readonly pods?: Pods;
    };

/** A connection that the network policies of pods must allow. */
export interface PolicyNeed {
  readonly pods: Pods;
  readonly direction: Rule["direction"];
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly remote: Remote;
  readonly who: string;
}

export const needOf =
  (pods: Pods) =>
  (direction: Rule["direction"], port: number, remote: Remote, who: string): PolicyNeed => ({
    pods,
    direction,
    protocol: "tcp",
    port,
    remote,
    who,
  });

/** The label that Kubernetes gives each namespace. */
export const namespaceNamed = (name: string): Labels => ({ "kubernetes.io/metadata.name": name });

/** Port of the services that AWS endpoints serve. */
export const HTTPS = 443;

/** CoreDNS pods, by the labels of the EKS add-on. */
export const DNS: Remote = {
  kind: "pods",
  namespace: namespaceNamed("kube-system"),
  labels: { "k8s-app": "kube-dns" },
};

export const podsRemote = (pods: Pods): Remote => ({
  kind: "pods",
  namespace: namespaceNamed(pods.owner.namespace),
  labels: pods.labels,
  pods,
});

export function rangeRemote(cidr: string): Remote[] {
  const range = rangeOf(cidr);
  return range ? [{ kind: "range", cidr, range }] : [];
}

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

type FlowCheck =
  | "nodes-reach-api"
  | "api-reaches-nodes"
  | "pods-reach-each-other"
  | "workloads-reach-endpoints"
  | "workloads-reach-s3"
  | "workloads-reach-internet"
  | "workloads-reach-database"
  | "load-balancer-reaches-pods"
  | "git-reachable"
  | "provider-reachable"
  | "extra-rules";

export const tcpFlow = (
  check: FlowCheck,
  from: InterfaceSet,
  to: InterfaceSet | Outside,
  port: number,
  callers: readonly string[],
): Flow => ({
  check,
  from,
  to,
  protocol: "tcp",
  port,
  callers,
});

/** A side of a connection that network policies must allow. */
export interface Side {
  readonly name: string;
  readonly remote: Remote;
  /** @default - no pods of the stacks */
  readonly pods?: Pods;
  /** @default - the connection says it */
  readonly port?: number;
  /** True for pods whose own needs are known. @default false */
  readonly isModel?: boolean;
}

export const podsSide = (pods: Pods): Side => ({ name: pods.owner.name, remote: podsRemote(pods), pods });

/** An AWS service, at the addresses of its endpoints. */
export function serviceSides(plan: EnvironmentPlan, service: string): Side[] {
  const endpoints = endpointsFor(plan, service);
  // Without an endpoint, its addresses are those of the internet.
  return endpoints.length > 0 ? interfaceSides(service, endpoints) : rangeSides(ANYWHERE, service);
}

export const rangeSides = (cidr: string, name: string): Side[] =>
  rangeRemote(cidr).map((remote) => ({ name, remote }));

/** Interfaces, by the ranges of their subnets. */
export const interfaceSides = (name: string, interfaces: readonly Pick<InterfaceSet, "subnets">[]): Side[] =>
  [...new Set(interfaces.flatMap(({ subnets }) => subnets.map(({ cidr }) => cidr)))].flatMap((cidr) =>
    rangeSides(cidr, name),
  );

/** Destinations of calls of AWS services: endpoints, or any address by NAT. */
export function remotesOf(
  plan: EnvironmentPlan,
  services: readonly string[],
): { remote: Remote; who: string }[] {
  const viaNat = interfacesOf(plan).workloads.some(leadsOutByNat) ? rangeRemote(ANYWHERE) : [];
  return services.flatMap((service) => {
    const endpoints = endpointsFor(plan, service);
    const remotes: Remote[] =
      endpoints.length === 0
        ? viaNat
        : endpoints.flatMap(({ kind, subnets }) =>
            kind === "Gateway" ? [{ kind: "s3" as const }] : subnets.flatMap(({ cidr }) => rangeRemote(cidr)),
          );
    return remotes.map((remote) => ({ remote, who: service }));
  });
}

/** Queries of names. */
export const dnsNeeds = (pods: Pods): PolicyNeed[] =>
  (["tcp", "udp"] as const).map((protocol) => ({
    ...needOf(pods)("egress", CLUSTER_PORTS.dns, DNS, "CoreDNS"),
    protocol,
  }));

/** Calls of STS for the role, and of S3. */
export const artifactNeeds = (plan: EnvironmentPlan, pods: Pods): PolicyNeed[] =>
  remotesOf(plan, ["sts", "s3"]).map(({ remote, who }) => needOf(pods)("egress", HTTPS, remote, who));

/** Connections to the databases of which pods are clients. */
export const databaseNeeds = (plan: EnvironmentPlan, pods: Pods): PolicyNeed[] =>
  databasesOf(plan)
    .filter(({ clients }) => clients.includes(pods))
    .flatMap(({ name, port, subnets }) =>
      subnets
        .flatMap(({ cidr }) => rangeRemote(cidr))
        .map((remote) => needOf(pods)("egress", port, remote, name)),
    );

/** A call from the cluster to the internet that no endpoint serves. */
export interface InternetNeed {
  readonly place: "nodes" | "fargate";
  readonly why: string;
}

/** Needs of a part in the network, beyond the connections of its charts and the calls of its callers. */
export interface PartNetwork {
  /** Connections that network policies must allow. @default - none */
  readonly policyNeeds?: (plan: EnvironmentPlan) => readonly PolicyNeed[];
  /** Connections that security groups, routes and network ACLs must allow. @default - none */
  readonly flows?: (plan: EnvironmentPlan) => readonly Flow[];
  /** @default - none */
  readonly internetNeeds?: (plan: EnvironmentPlan) => readonly InternetNeed[];
  /** Places that connections of charts name. @default - none */
  readonly places?: Partial<Record<Place, (plan: EnvironmentPlan) => readonly Side[]>>;
}
