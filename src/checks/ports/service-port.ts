import { number, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { items, type Specs } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { labelsOf } from "../../infrastructure/kubernetes-labels";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { targetOf, podPort } from "../../infrastructure/kubernetes-pods";
import { repeated } from "../../base/lists";
import TEXTS from "./texts.json";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";

export const servicePortCheck: Check = {
  ...ruleOf(TEXTS, "service-port"),
  run: (plan) => [
    ...objectsOf(plan)
      .pods.filter(
        (pods) => pods.owner.kind === "deployment" && !platformProgramsOf(plan).hasNoEndpoint(pods),
      )
      .filter(({ owner }) => !hasService(plan, owner))
      .flatMap(({ owner }) =>
        combinedFinding(owner.resource, owner.title, [
          `no Service ${owner.programName} of type ClusterIP exists`,
        ]),
      ),
    ...objectsOf(plan).pods.flatMap(({ owner, containers }) =>
      combinedFinding(
        owner.resource,
        owner.title,
        containers.flatMap(({ name, config }) =>
          repeated(items(config.ports).flatMap((port) => text(port.name) ?? [])).map(
            (port) => `container ${name} has two ports named ${port}`,
          ),
        ),
      ),
    ),
    ...objectsOf(plan)
      .ofKind("service")
      .flatMap((service) => combinedFinding(service.resource, service.title, serviceProblems(plan, service))),
  ],
};

const hasService = (plan: EnvironmentPlan, owner: KubernetesObject): boolean =>
  objectsOf(plan).find("service", owner.namespace, owner.programName)?.spec.type === "ClusterIP";

/** Allowed types. NodePort opens ports on nodes, and ExternalName leads out of the cluster. */
const TYPES = ["ClusterIP", "LoadBalancer"];

function serviceProblems(
  plan: EnvironmentPlan,
  { namespace, spec }: KubernetesObject<Specs["service"]>,
): string[] {
  const selector = labelsOf(spec.selector);
  if (Object.keys(selector).length === 0) return ["it has no selector"];
  const selected = objectsOf(plan).selected(namespace, selector);
  const ports = items(spec.ports);
  const type = text(spec.type) ?? "ClusterIP";
  return [
    ...(selected.length === 0 ? ["no pods of this environment match its selector"] : []),
    ...(ports.length === 0 ? ["it has no port"] : []),
    ...repeated(ports.map((port) => `${String(port.port)}/${text(port.protocol) ?? "TCP"}`)).map(
      (port) => `it has two ports ${port}`,
    ),
    ...repeated(ports.map((port) => text(port.name) ?? "(none)")).map(
      (name) => `it has two ports named ${name}`,
    ),
    ...ports.flatMap((port) => selected.flatMap((pods) => portProblems(port, pods))),
    ...ports
      .filter((port) => !isPort(number(port.port)))
      .map((port) => `${String(port.port)} is not a port number`),
    ...(TYPES.includes(type) ? [] : [`its type is ${type}, expected ${TYPES.join(" or ")}`]),
  ];
}

function portProblems(port: NonNullable<Specs["service"]["ports"]>[number], pods: Pods): string[] {
  const title = `port ${String(port.port)}`;
  const found = podPort(pods, targetOf(port));
  if (!found) {
    return [`${title} targets ${String(targetOf(port))}, which ${pods.owner.title} does not declare`];
  }
  const protocol = text(port.protocol) ?? "TCP";
  return [
    ...(found.protocol === protocol
      ? []
      : [`${title} has the protocol ${protocol}, the container port has ${found.protocol}`]),
    // ServiceMonitors and Ingress backends reference ports by this name.
    ...(port.name === found.name
      ? []
      : [
          `${title} has the name ${String(port.name ?? "(none)")}, the container port has ${found.name ?? "(none)"}`,
        ]),
  ];
}

const isPort = (port: number | undefined): boolean =>
  port !== undefined && Number.isInteger(port) && port >= 1 && port <= 65535;
