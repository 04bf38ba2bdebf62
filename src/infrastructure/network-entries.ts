import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { asObject, number, text } from "../terraform/stack-json";
import { isOfKind, type KubernetesObject, objectsOf, type Pods } from "./kubernetes-objects";
import { labelsOf } from "./kubernetes-labels";
import { items, type Specs } from "./kubernetes-api";
import { groupBy } from "../base/group-by";
import { customObjectsOf } from "./kubernetes-releases";
import { ALB, CONTROLLER_TAGS } from "../evidence/load-balancers";
import { deliveriesOf } from "./deliveries";
import { knownText } from "./text-references";

/** An entry: how a load balancer reaches a Service and its pods. */
export interface Entry {
  /** `ingress` and `nlb` create a load balancer; `target-group` joins one from Terraform or an existing one. */
  readonly kind: "ingress" | "nlb" | "target-group";
  readonly title: string;
  /** The resource that defines the entry. */
  readonly resource: PlannedResource;
  /** Annotations of the resource; empty for a target group. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly namespace: string;
  readonly serviceName: string;
  /** Port of the Service: a number or a name. */
  readonly servicePort: string | number | undefined;
  readonly service: KubernetesObject<Specs["service"]> | undefined;
  readonly pods: readonly Pods[];
  /** The target group of a TargetGroupBinding. @default - none, or one outside of this environment */
  readonly targetGroup?: PlannedResource;
}

/** Entries, one for each Service. */
export const entriesOf = memoizePerPlan((plan: EnvironmentPlan): readonly Entry[] => [
  ...objectsOf(plan)
    .ofKind("ingress")
    .flatMap((ingress) => ingressEntries(plan, ingress)),
  ...objectsOf(plan)
    .ofKind("service")
    .filter(isLoadBalancer)
    .map((service) => nlbEntry(plan, service)),
  ...bindingEntries(plan),
]);

export const isLoadBalancer = (object: KubernetesObject): object is KubernetesObject<Specs["service"]> =>
  isOfKind(object, "service") && object.spec.type === "LoadBalancer";

/** A path of an Ingress and its Service. */
interface IngressPath {
  readonly host: string;
  readonly config: { readonly path?: string; readonly pathType?: string };
  readonly serviceName: string;
  readonly servicePort: string | number | undefined;
}

export function ingressPaths({ spec }: KubernetesObject<Specs["ingress"]>): IngressPath[] {
  return items(spec.rules).flatMap((rule) =>
    items(rule.http?.paths).map((config) => {
      const service = config.backend?.service;
      return {
        host: text(rule.host) ?? "",
        config,
        serviceName: text(service?.name) ?? "",
        servicePort: number(service?.port?.number) ?? text(service?.port?.name),
      };
    }),
  );
}

function ingressEntries(plan: EnvironmentPlan, ingress: KubernetesObject<Specs["ingress"]>): Entry[] {
  const { resource, annotations } = ingress;
  const services = groupBy(
    ingressPaths(ingress),
    ({ serviceName, servicePort }) => `${serviceName} ${String(servicePort)}`,
  );
  return [...services.values()].flatMap(([first]): Entry[] => {
    if (!first) return [];
    const { serviceName, servicePort } = first;
    return [
      {
        kind: "ingress",
        title: ingress.title,
        resource,
        annotations,
        serviceName,
        servicePort,
        ...behind(plan, ingress.namespace, serviceName),
      },
    ];
  });
}

function nlbEntry(plan: EnvironmentPlan, service: KubernetesObject<Specs["service"]>): Entry {
  const { resource, annotations, name, spec } = service;
  return {
    kind: "nlb",
    title: service.title,
    resource,
    annotations,
    serviceName: name,
    servicePort: number(items(spec.ports)[0]?.port),
    ...behind(plan, service.namespace, name),
  };
}

function bindingEntries(plan: EnvironmentPlan): Entry[] {
  return customObjectsOf(plan)
    .filter(({ kind }) => kind === "TargetGroupBinding")
    .map(({ resource, namespace, name, spec }): Entry => {
      const service = asObject(spec["serviceRef"]);
      const serviceName = text(service["name"]) ?? "";
      const targetGroup = plan.target(inLayer(resource, spec["targetGroupARN"]));
      return {
        kind: "target-group",
        title: `target group binding ${name}`,
        resource,
        annotations: {},
        serviceName,
        servicePort: number(service["port"]) ?? text(service["port"]),
        ...behind(plan, namespace, serviceName),
        ...(targetGroup ? { targetGroup } : {}),
      };
    });
}

function behind(plan: EnvironmentPlan, namespace: string, serviceName: string) {
  const objects = objectsOf(plan);
  const service = objects.find("service", namespace, serviceName);
  const selector = labelsOf(service?.spec.selector);
  const pods = service && Object.keys(selector).length > 0 ? objects.selected(namespace, selector) : [];
  return { namespace, service, pods };
}

/** Address of the Ingress or Service whose load balancer a data source finds, by its host name or the tags of the controller. */
export function objectOfLookup(plan: EnvironmentPlan, found: PlannedResource): string | undefined {
  const { type, config } = found;
  if (type !== "aws_lb") return undefined;
  const name = text(config["name"]);
  return name === undefined ? serviceByTags(plan, found) : OBJECT_HOST.exec(name)?.[1];
}

const OBJECT_HOST = /[^\w.](kubernetes_(?:ingress|service)_v1\.\w+)\.status\[0\][\w.[\]]*\.hostname\b/;

/** Address of the only Service with the tags of a lookup. */
function serviceByTags(plan: EnvironmentPlan, found: PlannedResource): string | undefined {
  const tags = asObject(found.config["tags"]);
  const clusters = plan.resources("aws_eks_cluster").map((each) => inLayer(each, each.config.name));
  const cluster = knownText(plan, inLayer(found, tags[CONTROLLER_TAGS.cluster])) ?? "";
  if (!clusters.map((name) => knownText(plan, name)).includes(cluster)) return undefined;
  const stack = knownText(plan, inLayer(found, tags[CONTROLLER_TAGS.serviceStack]));
  const services = objectsOf(plan)
    .ofKind("service")
    .filter(isLoadBalancer)
    .filter(({ namespace, name }) => [undefined, `${namespace}/${name}`].includes(stack));
  return services.length === 1 ? services[0]?.resource.address : undefined;
}

type Ingress = KubernetesObject<Specs["ingress"]>;

/**
 * Ingresses by their load balancer: the controller makes one of a group (its guide,
 * "IngressGroup"). Those of the models of the file come first, since models have the load balancer
 * without pages of programs too.
 */
export const ingressGroupsOf = memoizePerPlan((plan: EnvironmentPlan): readonly IngressGroup[] => {
  const all = objectsOf(plan)
    .ofKind("ingress")
    .filter(({ spec }) => spec.ingressClassName === "alb");
  return [...groupBy(all, (ingress) => ingress.annotations[`${ALB}group.name`] ?? ingress).values()].map(
    (group) => {
      const models = group.filter((each) => isOfModels(plan, each));
      return { all: [...models, ...group.filter((each) => !models.includes(each))], models };
    },
  );
});

interface IngressGroup {
  readonly all: readonly Ingress[];
  /** Those that lead to models of the file. */
  readonly models: readonly Ingress[];
}

/** Pages of programs are in an earlier layer. */
const isOfModels = (plan: EnvironmentPlan, { resource, namespace }: Ingress): boolean =>
  resource.layer === "models" && !deliveriesOf(plan).to(namespace);
