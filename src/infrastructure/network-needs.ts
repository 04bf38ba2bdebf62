import { type EnvironmentPlan } from "../terraform/environment-plan";
import { ANYWHERE } from "../base/cidr";
import { type Labels } from "./kubernetes-labels";
import { type Pods } from "./kubernetes-objects";
import { endpointsFor } from "./network-endpoints";
import { type InterfaceSet, interfacesOf, leadsOut } from "./network-interfaces";
import { type Range, rangeOf } from "./network-ranges";
import { type SgRule } from "./network-rules";
import { CLUSTER_PORTS } from "../facts/cluster-ports";
import { databasesOf } from "./network-databases";
import { type PodPeer } from "../evidence/chart-connections";

/** The remote side of a pod's connection. */
type Remote =
  | { readonly kind: "range"; readonly cidr: string; readonly range: Range }
  /** The ranges of a service with a gateway endpoint. */
  | { readonly kind: "gateway"; readonly service: string }
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
  readonly direction: SgRule["direction"];
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly remote: Remote;
  readonly who: string;
}

/** The label that Kubernetes gives each namespace. */
export const namespaceNamed = (name: string): Labels => ({ "kubernetes.io/metadata.name": name });

/** A destination without a security group in the plan. */
interface Outside {
  readonly name: string;
  readonly outside: "gateway" | "internet" | "range";
  /** The service of a gateway endpoint. @default - of no other kind */
  readonly service?: string;
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
  | "proxy-reachable"
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

/** Sides in each cluster. CoreDNS pods have the labels of the EKS add-on. */
export const CLUSTER_SIDES = {
  dns: {
    name: "CoreDNS",
    remote: { kind: "pods", namespace: namespaceNamed("kube-system"), labels: { "k8s-app": "kube-dns" } },
  },
  api: { name: "the Kubernetes API", remote: { kind: "api" } },
} as const satisfies Record<string, Side>;

export const podsSide = (pods: Pods): Side => {
  const { name, namespace } = pods.owner;
  return {
    name,
    remote: { kind: "pods", namespace: namespaceNamed(namespace), labels: pods.labels, pods },
    pods,
  };
};

/** Ranges of a side. Any other text is no side. */
export const rangeSides = (name: string, cidrs: readonly string[]): Side[] =>
  cidrs.flatMap((cidr) => {
    const range = rangeOf(cidr);
    return range ? [{ name, remote: { kind: "range", cidr, range } }] : [];
  });

/** Interfaces, by the ranges of their subnets. */
export const interfaceSides = (name: string, interfaces: readonly Pick<InterfaceSet, "subnets">[]): Side[] =>
  rangeSides(name, [...new Set(interfaces.flatMap(({ subnets }) => subnets.map(({ cidr }) => cidr)))]);

/** An AWS service, at the addresses of its endpoints. */
export function serviceSides(plan: EnvironmentPlan, service: string): Side[] {
  const endpoints = endpointsFor(plan, service);
  // Without an endpoint, its addresses are those of the internet.
  return endpoints.length > 0
    ? interfaceSides(service, endpoints)
    : rangeSides(service, hubRanges(plan, service) ?? [ANYWHERE]);
}

/** Ranges of the endpoints of a hub that has the service. */
function hubRanges(plan: EnvironmentPlan, service: string): readonly string[] | undefined {
  const { hub } = interfacesOf(plan);
  return hub?.services.includes(service) ? hub.cidrs : undefined;
}

/** Destinations of calls of an AWS service: endpoints, those of a hub, or any address by a way out. */
function calledSides(plan: EnvironmentPlan, service: string): Side[] {
  const endpoints = endpointsFor(plan, service);
  if (endpoints.length === 0) {
    const isOut = interfacesOf(plan).workloads.some(leadsOut);
    return rangeSides(service, hubRanges(plan, service) ?? (isOut ? [ANYWHERE] : []));
  }
  return endpoints.flatMap(({ kind, subnets }): Side[] =>
    kind === "Gateway"
      ? [{ name: service, remote: { kind: "gateway", service } }]
      : interfaceSides(service, [{ subnets }]),
  );
}

/** Port of the services that AWS endpoints serve. */
const HTTPS = 443;

/** Connections of pods that their network policies must allow. */
export class PodNeeds {
  constructor(private readonly pods: Pods) {}

  to(port: number, side: Side): PolicyNeed {
    return this.need("egress", port, side);
  }

  from(port: number, side: Side): PolicyNeed {
    return this.need("ingress", port, side);
  }

  /** A connection to other pods, which the policies of both must allow. */
  toPods(port: number, target: Pods): PolicyNeed[] {
    return [this.to(port, podsSide(target)), new PodNeeds(target).from(port, podsSide(this.pods))];
  }

  /** Queries of names. */
  get dns(): PolicyNeed[] {
    const query = this.to(CLUSTER_PORTS.dns, CLUSTER_SIDES.dns);
    return [query, { ...query, protocol: "udp" }];
  }

  /** Calls of the Kubernetes API. */
  get api(): PolicyNeed {
    return this.to(CLUSTER_PORTS.api, CLUSTER_SIDES.api);
  }

  /** Calls of AWS services. */
  services(plan: EnvironmentPlan, services: readonly string[]): PolicyNeed[] {
    const sides = services.flatMap((service) => calledSides(plan, service));
    return sides.map((side) => this.to(HTTPS, side));
  }

  /** Calls of STS for the role, and of S3. */
  artifacts(plan: EnvironmentPlan): PolicyNeed[] {
    return this.services(plan, ["sts", "s3"]);
  }

  /** Connections to the databases of which the pods are clients. */
  databases(plan: EnvironmentPlan): PolicyNeed[] {
    return databasesOf(plan)
      .filter(({ clients }) => clients.includes(this.pods))
      .flatMap(({ name, port, subnets }) =>
        interfaceSides(name, [{ subnets }]).map((side) => this.to(port, side)),
      );
  }

  private need(direction: SgRule["direction"], port: number, { name, remote }: Side): PolicyNeed {
    return { pods: this.pods, direction, protocol: "tcp", port, remote, who: name };
  }
}

/** A call from the cluster to the internet that no endpoint serves. */
interface InternetNeed {
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
  /** Whether nodes pull images of other registries by it, without a route to the internet. @default - they do not */
  readonly pullsImages?: (plan: EnvironmentPlan) => boolean;
  /** Places that connections of charts name. @default - none */
  readonly places?: Partial<Record<PodPeer, (plan: EnvironmentPlan) => readonly Side[]>>;
}
