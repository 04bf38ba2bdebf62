import { blocks, number, combinedFinding, text } from "../../analysis/blocks";
import {
  type KubernetesObject,
  type Pods,
  labelsOf,
  objectsOf,
  titleOf,
} from "../../analysis/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type JsonObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";
import { podPort, targetOf } from "./pod-ports";

export const servicePortCheck: Check = {
  id: "service-port",
  severity: "error",
  title:
    "every model has a Service inside the cluster, and each Service leads to a port that its pods listen on",
  why: "requests are sent to a port where nobody answers, and the load balancer says 503",
  fix: "let target_port name the container's port",
  source: "Kubernetes documentation, Service: Port definitions (read 2026-11-20)",
  scannerRules: ["invalid-target-ports", "dangling-service"],
  run: (plan) => [
    ...objectsOf(plan)
      .pods.filter(({ owner }) => owner.kind === "deployment" && !hasService(plan, owner))
      .flatMap(({ owner }) =>
        combinedFinding(owner.resource, titleOf(owner), [
          `no Service ${owner.name} of type ClusterIP leads to it`,
        ]),
      ),
    ...objectsOf(plan)
      .ofKind("service")
      .flatMap((service) => combinedFinding(service.resource, titleOf(service), problems(plan, service))),
  ],
};

const hasService = (plan: EnvironmentPlan, { namespace, name }: KubernetesObject): boolean =>
  objectsOf(plan).find("service", namespace, name)?.spec["type"] === "ClusterIP";

/** Others open ports on nodes, or lead out of the cluster. */
const TYPES = ["ClusterIP", "LoadBalancer"];

function problems(plan: EnvironmentPlan, { namespace, spec }: KubernetesObject): string[] {
  const selector = labelsOf(spec["selector"]);
  if (Object.keys(selector).length === 0) return ["it selects no pods"];
  const selected = objectsOf(plan).selected(namespace, selector);
  const ports = blocks(spec["port"]);
  const type = text(spec["type"]) ?? "ClusterIP";
  return [
    ...(selected.length === 0 ? ["no pods of this environment carry the labels that it selects by"] : []),
    ...(ports.length === 0 ? ["it has no port"] : []),
    ...ports.flatMap((port) => selected.flatMap((pods) => portProblems(port, pods))),
    ...ports
      .filter((port) => !isPort(number(port["port"])))
      .map((port) => `${String(port["port"])} is no port`),
    ...(TYPES.includes(type) ? [] : [`its type is ${type}, expected ${TYPES.join(" or ")}`]),
  ];
}

function portProblems(port: JsonObject, pods: Pods): string[] {
  const title = `port ${String(port["port"])}`;
  const found = podPort(pods, targetOf(port));
  if (!found) {
    return [`${title} leads to ${String(targetOf(port))}, which ${titleOf(pods.owner)} does not listen on`];
  }
  const protocol = text(port["protocol"]) ?? "TCP";
  return [
    ...(found.protocol === protocol ? [] : [`${title} is ${protocol}, the container's is ${found.protocol}`]),
    // Metrics are read, and named ports of an Ingress found, by this name.
    ...(port["name"] === found.name
      ? []
      : [
          `${title} is called ${String(port["name"] ?? "nothing")}, the container's ${found.name ?? "nothing"}`,
        ]),
  ];
}

const isPort = (port: number | undefined): boolean =>
  port !== undefined && Number.isInteger(port) && port >= 1 && port <= 65535;
