import { entriesOf, type Entry, ingressPaths } from "../../infrastructure/network-entries";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { balancerOf, type LoadBalancer } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type Box, type Drawing, type Edge, type Line, line } from "./drawing";
import { balancerTitle, clientRangesTo, clientsId, idIn, listenersText, targetEdges } from "./entries";
import { items } from "../../infrastructure/kubernetes-api";
import { number, text } from "../../terraform/stack-json";
import { modelsOf } from "../../infrastructure/capacity-shortage";
import { type Workload } from "../../infrastructure/kubernetes-workloads";
import { servicePort, targetOf } from "../../infrastructure/kubernetes-pods";
import { resolveReferences } from "../../infrastructure/text-references";
import { ALB } from "../../evidence/load-balancers";

const PODS = "pods";
const CLUSTER = "cluster";

const NOTES = [
  "The load balancer sends requests to the addresses of the pods. Each arrow to them is what security groups allow.",
];

/** Names of the models of an environment. */
export const modelNames = (plan: EnvironmentPlan): string[] => modelsOf(plan).map(({ name }) => name);

/** The path of a request to one model: clients, load balancer, rule, Service and pods. */
export function requestDrawing(plan: EnvironmentPlan, model: string): Drawing {
  const workload = modelsOf(plan).find(({ name }) => name === model);
  const entries = entriesOf(plan).filter(({ pods }) =>
    pods.some(({ owner }) => owner.resource === workload?.resource),
  );
  const paths = entries.map((entry) => pathOf(plan, entry));
  return {
    title: `${plan.name}: a request to ${model}`,
    notes: NOTES,
    groups: [{ id: CLUSTER, kind: "cluster", title: `Namespace ${workload?.namespace ?? ""}`, level: 2 }],
    boxes: [...paths.flatMap(({ boxes }) => boxes), ...(workload ? [podsBox(plan, workload)] : [])],
    edges: paths.flatMap(({ edges }) => edges),
  };
}

interface Path {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

function pathOf(plan: EnvironmentPlan, entry: Entry): Path {
  const balancer = balancerOf(plan, entry);
  const service = `service ${entry.serviceName}`;
  const rule = `rule ${entry.resource.address} ${entry.serviceName}`;
  const port = entry.service && servicePort(entry.service, entry.servicePort);
  const target = port === undefined ? undefined : targetOf(port);
  const ports = [
    ...new Set(
      (balancer?.backends ?? [])
        .filter(({ pods }) => entry.pods.includes(pods))
        .map((backend) => backend.port),
    ),
  ];
  return {
    boxes: [
      ...(balancer ? [clientsBox(plan, balancer), balancerBox(plan, balancer, entry)] : []),
      { id: rule, kind: "rule", title: entry.title, in: CLUSTER, lines: ruleLines(plan, entry) },
      {
        id: service,
        kind: "service",
        title: `Service ${entry.serviceName}`,
        in: CLUSTER,
        level: 1,
        lines: [
          line(`port ${String(number(port?.port) ?? entry.servicePort ?? "?")} to ${portName(target)}`),
        ],
      },
    ],
    edges: [
      ...(balancer
        ? [
            { from: clientsId(balancer), to: idIn(balancer), label: listenersText(balancer) },
            {
              from: idIn(balancer),
              to: rule,
              label: entry.kind === "target-group" ? "target group" : "listener rule",
            },
          ]
        : []),
      { from: rule, to: service, label: "finds the pods" },
      ...(balancer ? targetEdges(plan, balancer, { from: service, to: PODS, ports }) : []),
    ],
  };
}

/** Clients of a load balancer, by the ranges that its security groups allow. */
function clientsBox(plan: EnvironmentPlan, balancer: LoadBalancer): Box {
  const ranges = clientRangesTo(plan, balancer);
  return {
    id: clientsId(balancer),
    kind: "people",
    title: "Clients",
    lines: (ranges.length === 0 ? ["ranges in no rule of this environment"] : ranges).map((range) =>
      line(range),
    ),
  };
}

const portName = (target: ReturnType<typeof targetOf>): string =>
  number(target) === undefined
    ? `the container port ${text(target) ?? "?"}`
    : `container port ${number(target)}`;

function balancerBox(plan: EnvironmentPlan, balancer: LoadBalancer, { annotations, resource }: Entry): Box {
  const { listeners, subnets } = balancer;
  const named = (title: string, key: string): Line[] => {
    const value = annotations[ALB + key];
    if (value === undefined) return [];
    const resolved = resolveReferences(plan, inLayer(resource, value));
    return [
      line(title, /^\$\{\w+\/(\w+\.\w+)/.exec(resolved)?.[1] ?? resolved.split("/").at(-1) ?? resolved),
    ];
  };
  return {
    id: idIn(balancer),
    kind: "balancer",
    title: balancerTitle(balancer),
    level: 1,
    lines: [
      ...(listeners.length > 0 ? [line("listeners", [...new Set(listeners)].join(", "))] : []),
      ...named("certificate", "certificate-arn"),
      ...named("web ACL", "wafv2-acl-arn"),
      line("subnets", subnets.map(({ cidr, resource: each }) => (cidr === "" ? each.name : cidr)).join(", ")),
    ],
  };
}

/** Hosts and paths of an Ingress that lead to the Service. */
function ruleLines(plan: EnvironmentPlan, { resource, serviceName, kind }: Entry): Line[] {
  if (kind !== "ingress") return [];
  const ingress = objectsOf(plan)
    .ofKind("ingress")
    .find((each) => each.resource === resource);
  const paths = ingress ? ingressPaths(ingress).filter((each) => each.serviceName === serviceName) : [];
  return paths.map(({ host, config }) =>
    line(
      host === "" ? "every host" : host,
      `${text(config.path) ?? "/"} (${text(config.pathType) ?? "Prefix"})`,
    ),
  );
}

function podsBox(plan: EnvironmentPlan, { name, namespace, min, max, requests }: Workload): Box {
  const pods = objectsOf(plan).pods.find(({ owner }) => owner.namespace === namespace && owner.name === name);
  const containers = (pods?.containers ?? []).filter(({ init }) => !init);
  return {
    id: PODS,
    kind: "pods",
    title: `Pods of ${name}`,
    in: CLUSTER,
    level: 2,
    lines: [
      line("replicas", min === max ? String(min) : `${min} to ${max}`),
      line("requests", `${requests.cpuMillis / 1000} CPU, ${requests.memoryMiB} MiB`),
      ...containers.map(({ name: container, config }) =>
        line(
          container,
          items(config.ports)
            .map((each) => `port ${number(each.containerPort)}`)
            .join(", "),
        ),
      ),
      ...containers.flatMap(({ config }) => {
        const path = text(config.readinessProbe?.httpGet?.path);
        return path === undefined ? [] : [line("ready when", `GET ${path} answers`)];
      }),
    ],
  };
}
