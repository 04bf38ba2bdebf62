import { isTrue, number, text, texts } from "../../terraform/stack-json";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { items, type Specs } from "../../infrastructure/kubernetes-api";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const serviceSettings: Check = {
  ...ruleOf(TEXTS, "service-settings"),
  run: (plan) =>
    objectsOf(plan)
      .ofKind("service")
      .flatMap((service) =>
        combinedFinding(service.resource, service.title, [
          ...reachProblems(service.spec),
          ...portProblems(service.spec),
        ]),
      ),
};

const isHeadless = (spec: Specs["service"]): boolean => spec.clusterIP === "None";

function reachProblems(spec: Specs["service"]): string[] {
  const addresses = texts(spec.externalIPs);
  return [
    ...(isTrue(spec.publishNotReadyAddresses) && !isHeadless(spec)
      ? ["publish_not_ready_addresses is true: clients get pods that do not answer yet, or no longer"]
      : []),
    ...(addresses.length === 0
      ? []
      : [
          `external_ips has ${addresses.join(", ")}: each node takes the packets that its pods send to this address`,
        ]),
    ...(spec.sessionAffinityConfig !== undefined && spec.sessionAffinity !== "ClientIP"
      ? ["session_affinity_config is set without session_affinity ClientIP, which Kubernetes refuses"]
      : []),
  ];
}

/** Ports that Kubernetes gives on nodes (Kubernetes documentation, "Service", type NodePort). */
const NODE_PORTS = { first: 30_000, last: 32_767 };

function portProblems(spec: Specs["service"]): string[] {
  const type = text(spec.type) ?? "ClusterIP";
  const onNodes = items(spec.ports).flatMap((port) => number(port.nodePort) ?? []);
  return onNodes
    .filter((port) => port !== 0)
    .flatMap((port) => {
      if (type === "ClusterIP")
        return [`node_port ${port} is on a Service of type ClusterIP, which Kubernetes refuses`];
      return port >= NODE_PORTS.first && port <= NODE_PORTS.last
        ? []
        : [
            `node_port ${port} is not within ${NODE_PORTS.first}-${NODE_PORTS.last}, which Kubernetes refuses`,
          ];
    });
}
