import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  isFound,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { asArray, asObject, blocks, isTrue, type Json, jsonIn, number, text } from "../terraform/stack-json";
import { type Entry, ingressGroupsOf, objectOfLookup } from "./network-entries";
import { type KubernetesObject, objectsOf, type Pods } from "./kubernetes-objects";
import { type Labels, labelsOf } from "./kubernetes-labels";
import { type InterfaceSet } from "./network-interfaces";
import { blockId, internetRoutes, namedSubnets, type Subnet, subnetsOf } from "./network-routes";
import { items, type Specs } from "./kubernetes-api";
import { ALB, NLB } from "../evidence/load-balancers";
import { groupBy } from "../base/group-by";
import { customObjectsOf } from "./kubernetes-releases";
import { attributesOf } from "./text-attributes";
import { groupIds } from "./network/group-ids";

/** Target pods of a load balancer, and their port. */
interface Backend {
  readonly pods: Pods;
  readonly port: number;
}

/** A load balancer: from Terraform, from the controller, or an existing one. */
export interface LoadBalancer extends InterfaceSet {
  readonly kind: "application" | "network";
  /** Undefined for an existing load balancer whose scheme no postcondition verifies. */
  readonly internetFacing: boolean | undefined;
  /** Number of its zones; without explicit subnets, the controller discovers them. */
  readonly zones: number;
  /** TCP ports of its listeners. */
  readonly listeners: readonly number[];
  readonly backends: readonly Backend[];
  /** True if pods see the addresses of clients, not of the load balancer. */
  readonly preservesClients: boolean;
  /** The resources that create it: all Ingresses of a group. */
  readonly creators: readonly PlannedResource[];
  /** Endpoint services of PrivateLink that lead other VPCs to it. */
  readonly endpointServices: readonly PlannedResource[];
  /** True if its rules judge the own addresses of clients that come through an endpoint service. */
  readonly judgesConsumers: boolean;
  /** Ingresses that share it. Its resource is the first of them. @default - none; it is not of an Ingress */
  readonly ingresses?: readonly KubernetesObject<Specs["ingress"]>[];
}

export const loadBalancersOf = memoizePerPlan((plan: EnvironmentPlan): readonly LoadBalancer[] =>
  [...fromIngresses(plan), ...fromServices(plan), ...fromTerraform(plan)].map((found) => ({
    ...found,
    zones: zonesOf(plan, found),
    endpointServices: plan.resources("aws_vpc_endpoint_service").filter((each) => leadsTo(plan, each, found)),
  })),
);

type Found = Omit<LoadBalancer, "zones" | "endpointServices">;

/** Whether an endpoint service has a load balancer, which it names itself or by a lookup. */
const leadsTo = (plan: EnvironmentPlan, service: PlannedResource, { creators }: Found): boolean =>
  plan.items(inLayer(service, service.config["network_load_balancer_arns"])).some((arn) => {
    const named = plan.target(arn);
    const object = named && objectOfLookup(plan, named);
    return creators.some((each) =>
      object === undefined ? each === named : each.layer === named?.layer && each.address === object,
    );
  });

/**
 * The load balancer that an object or a resource creates, or shares with others; of an entry also the one whose target
 * group it joins.
 */
export const balancerOf = (
  plan: EnvironmentPlan,
  { resource, pods = [] }: Pick<Entry, "resource"> & Partial<Pick<Entry, "pods">>,
): LoadBalancer | undefined =>
  loadBalancersOf(plan).find(({ creators }) => creators.includes(resource)) ??
  loadBalancersOf(plan).find(({ backends }) => backends.some((backend) => pods.includes(backend.pods)));

/** Ingresses of one group. `ingress-group` compares their settings. */
const fromIngresses = (plan: EnvironmentPlan): Found[] =>
  ingressGroupsOf(plan).flatMap(({ all: ingresses }): Found[] => {
    const [first] = ingresses;
    if (!first) return [];
    return [
      {
        ...placed(plan, first, ALB),
        kind: "application",
        internetFacing: ingresses.some(
          ({ annotations }) => annotations[`${ALB}scheme`] === "internet-facing",
        ),
        listeners: [...new Set(ingresses.flatMap(albListeners))],
        backends: ingresses.flatMap((each) => ingressBackends(plan, each)),
        preservesClients: false,
        judgesConsumers: true,
        creators: ingresses.map(({ resource }) => resource),
        ingresses,
      },
    ];
  });

function fromServices(plan: EnvironmentPlan): Found[] {
  return objectsOf(plan)
    .ofKind("service")
    .filter(({ spec }) => spec.type === "LoadBalancer")
    .map((service): Found => {
      const ports = items(service.spec.ports);
      return {
        ...placed(plan, service, NLB),
        kind: "network",
        listeners: ports.flatMap((each) => number(each.port) ?? []),
        backends: ports.flatMap(({ targetPort: target, port }) => backends(plan, service, target ?? port)),
        creators: [service.resource],
        judgesConsumers: service.annotations[`${NLB}${JUDGES_CONSUMERS}`] !== "off",
        preservesClients: PRESERVES.test(service.annotations[`${NLB}target-group-attributes`] ?? ""),
      };
    });
}

/** On by default (Elastic Load Balancing API, `EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic`, read 2026-12-01). */
const JUDGES_CONSUMERS = "inbound-sg-rules-on-private-link-traffic";

/** Off by default for TCP with IP targets (Network Load Balancers guide, "Client IP preservation"). */
const PRESERVES = /(^|,) *preserve_client_ip\.enabled=(?!false *(,|$))/;

/** Subnets, groups and scheme of a load balancer of the controller. */
function placed(plan: EnvironmentPlan, { resource, annotations }: KubernetesObject, prefix: string) {
  const value = (key: string): InLayer => inLayer(resource, annotations[prefix + key]);
  return {
    name: `the load balancer of ${resource.address}`,
    resource,
    groups: split(value("security-groups")).flatMap((each) => groupIds(plan, each)),
    subnets: split(value("subnets")).flatMap((each) => namedSubnets(plan, each)),
    internetFacing: annotations[`${prefix}scheme`] === "internet-facing",
  };
}

/** Splits literal ids, which are separated by commas. */
function split({ layer, value }: InLayer): InLayer[] {
  if (typeof value !== "string" || value.includes("${")) return [{ layer, value }];
  return value.split(",").map((each) => ({ layer, value: each.trim() }));
}

/** Listener ports; the default is HTTP on 80, or HTTPS on 443 with a certificate. */
function albListeners({ annotations }: KubernetesObject): number[] {
  const written = annotations[`${ALB}listen-ports`];
  if (written === undefined) return [annotations[`${ALB}certificate-arn`] === undefined ? 80 : 443];
  const ports = asArray(jsonIn(written)).flatMap((listener) => Object.values(asObject(listener)));
  return ports.flatMap((port) => number(port) ?? []);
}

function ingressBackends(plan: EnvironmentPlan, ingress: KubernetesObject<Specs["ingress"]>): Backend[] {
  const { namespace, spec } = ingress;
  const paths = items(spec.rules).flatMap((rule) => items(rule.http?.paths));
  const services = [...paths, ...(spec.defaultBackend ? [{ backend: spec.defaultBackend }] : [])].map(
    (path) => path.backend?.service ?? {},
  );
  const seen = new Map(services.map((service) => [JSON.stringify(service), service]));
  return [...seen.values()].flatMap((service) => {
    const { number: port, name: portName } = service.port ?? {};
    return serviceBackends(plan, namespace, text(service.name) ?? "", port ?? portName);
  });
}

/** Pods behind a port of a Service, by the port's number or name. */
function serviceBackends(
  plan: EnvironmentPlan,
  namespace: string,
  name: string,
  port: Json | undefined,
): Backend[] {
  const service = objectsOf(plan).find("service", namespace, name);
  if (!service) return [];
  return items(service.spec.ports)
    .filter((each) => each.name === port || number(each.port) === number(port))
    .flatMap((each) => backends(plan, service, each.targetPort ?? each.port));
}

function backends(
  plan: EnvironmentPlan,
  service: KubernetesObject<Specs["service"]>,
  target: Json | undefined,
): Backend[] {
  const selector: Labels = labelsOf(service.spec.selector);
  if (Object.keys(selector).length === 0) return [];
  return objectsOf(plan)
    .selected(service.namespace, selector)
    .flatMap((pods) => {
      const port = number(target) ?? containerPort(pods, text(target));
      return port === undefined ? [] : [{ pods, port }];
    });
}

export const containerPort = ({ containers }: Pods, name: string | undefined): number | undefined =>
  containers
    .flatMap(({ config }) => items(config.ports))
    .filter((port) => port.name === name)
    .flatMap((port) => number(port.containerPort) ?? [])[0];

/** Load balancers of Terraform, with their listeners and the pods in their target groups. */
function fromTerraform(plan: EnvironmentPlan): Found[] {
  const listeners = groupBy(
    [...plan.resources("aws_lb_listener"), ...plan.resources("data.aws_lb_listener")],
    (listener) => plan.identity(inLayer(listener, listener.config.load_balancer_arn)),
  );
  const targets = targetGroupsOf(plan, listeners);
  const joined = joinedPods(plan);
  const existing = plan.resources("data.aws_lb").filter((each) => objectOfLookup(plan, each) === undefined);
  return [...plan.resources("aws_lb"), ...existing].map((resource) => {
    const attributes = attributesOf(resource);
    const value = (key: string): InLayer => inLayer(resource, attributes[key]);
    return {
      name: `the load balancer ${resource.address}`,
      resource,
      kind: attributes["load_balancer_type"] === "network" ? "network" : "application",
      groups: groupIds(plan, value("security_groups")),
      subnets: subnetsOfLb(plan, resource),
      internetFacing: internetFacingOf(resource),
      listeners: (listeners.get(blockId(resource)) ?? []).flatMap(({ config }) => number(config.port) ?? []),
      backends: [...new Set(targets.get(blockId(resource)) ?? [])].flatMap(
        (target) => joined.get(target) ?? [],
      ),
      preservesClients: false,
      judgesConsumers: attributes["enforce_security_group_inbound_rules_on_private_link_traffic"] !== "off",
      creators: [resource],
    };
  });
}

function internetFacingOf(resource: PlannedResource): boolean | undefined {
  const { internal } = attributesOf(resource);
  return internal === undefined && isFound(resource) ? undefined : !isTrue(internal);
}

/** An existing load balancer whose subnets no postcondition verifies can be in any subnet. */
function subnetsOfLb(plan: EnvironmentPlan, resource: PlannedResource): Subnet[] {
  const { subnets } = attributesOf(resource);
  if (subnets === undefined && isFound(resource)) return [...subnetsOf(plan).values()];
  const mapped = blocks(resource.config["subnet_mapping"]).map((mapping) => mapping["subnet_id"] ?? null);
  return [
    ...namedSubnets(plan, inLayer(resource, subnets)),
    ...namedSubnets(plan, inLayer(resource, mapped)),
  ];
}

/** Target groups by the load balancer that forwards to them. */
function targetGroupsOf(
  plan: EnvironmentPlan,
  listeners: ReadonlyMap<string, readonly PlannedResource[]>,
): Map<string, string[]> {
  const targets = new Map<string, string[]>();
  for (const [loadBalancer, each] of listeners) {
    const forwarded = each.flatMap((listener) =>
      blocks(listener.config["default_action"]).flatMap((action) =>
        plan.items(inLayer(listener, action["target_group_arn"])).map((value) => plan.identity(value)),
      ),
    );
    targets.set(loadBalancer, forwarded);
  }
  for (const group of plan.resources("data.aws_lb_target_group")) {
    for (const arn of plan.items(inLayer(group, attributesOf(group)["load_balancer_arns"]))) {
      const loadBalancer = plan.identity(arn);
      targets.set(loadBalancer, [...(targets.get(loadBalancer) ?? []), blockId(group)]);
    }
  }
  return targets;
}

/** Pods by the target group of their TargetGroupBinding. */
function joinedPods(plan: EnvironmentPlan): Map<string, Backend[]> {
  const bindings = customObjectsOf(plan).filter(({ kind }) => kind === "TargetGroupBinding");
  return new Map(
    bindings.map(({ resource, namespace, spec }) => {
      const { name, port } = asObject(spec["serviceRef"]);
      const target = plan.identity(inLayer(resource, spec["targetGroupARN"] ?? null));
      return [target, serviceBackends(plan, namespace, text(name) ?? "", port)];
    }),
  );
}

function zonesOf(plan: EnvironmentPlan, { subnets, internetFacing }: Found): number {
  if (subnets.length > 0) return subnets.length;
  const fitting = [...subnetsOf(plan).values()].filter(
    ({ table }) => internetRoutes(table, "internet").length > 0 === internetFacing,
  );
  return new Set(fitting.map(({ zone }) => zone)).size;
}
