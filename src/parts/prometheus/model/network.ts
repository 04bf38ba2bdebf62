import {
  type Flow,
  namespaceNamed,
  type PartNetwork,
  PodNeeds,
  podsSide,
  type Side,
  tcpFlow,
} from "../../../infrastructure/network-needs";
import { interfacesOf } from "../../../infrastructure/network-interfaces";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { monitoredPodsOf } from "../model";
import { releasesOf } from "../../../infrastructure/kubernetes-releases";
import { runsOnFargate } from "../../../infrastructure/kubernetes-programs";

export const NETWORK: PartNetwork = {
  policyNeeds: (plan) =>
    monitoredPodsOf(plan).map(({ pods, port }) => new PodNeeds(pods).from(port, prometheusOf(plan))),
  flows,
  places: {
    "scraped models": (plan) =>
      monitoredPodsOf(plan).map(({ pods, port }) => ({ ...podsSide(pods), port, isModel: true })),
  },
};

/** Scrapes of models on Fargate. Prometheus is on nodes. */
function flows(plan: EnvironmentPlan): Flow[] {
  const fargate = interfacesOf(plan).fargate;
  if (!fargate) return [];
  const scraped = monitoredPodsOf(plan).filter(({ pods }) => runsOnFargate(plan, pods));
  return interfacesOf(plan).nodes.flatMap((nodes) =>
    [...new Set(scraped.map(({ port }) => port))].map((port) =>
      tcpFlow("pods-reach-each-other", nodes, fargate, port, ["Prometheus scrapes models on Fargate"]),
    ),
  );
}

/** Prometheus pods, by the labels of the Prometheus operator, and the namespace of its release in the stacks. */
function prometheusOf(plan: EnvironmentPlan): Side {
  const [release] = releasesOf(plan, "kube-prometheus-stack");
  return {
    name: "Prometheus",
    remote: {
      kind: "pods",
      ...(release ? { namespace: namespaceNamed(release.namespace) } : {}),
      labels: { "app.kubernetes.io/name": "prometheus" },
    },
  };
}
