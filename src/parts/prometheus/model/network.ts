import { releasesOf } from "../../../infrastructure/kubernetes-releases";
import { runsOnFargate } from "../../../infrastructure/kubernetes-programs";
import { podsSide } from "../../../infrastructure/connection-sides";
import { type Flow, tcpFlow } from "../../../infrastructure/flow";
import { distinct, fargateOf, nodesOf } from "../../../infrastructure/interface-sets";
import { type PartNetwork } from "../../../infrastructure/part-network";
import { type Remote, namespaceNamed, needOf } from "../../../infrastructure/policy-need";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { monitoredPodsOf } from "../model";

export const NETWORK: PartNetwork = {
  policyNeeds: (plan) =>
    monitoredPodsOf(plan).map(({ pods, port }) =>
      needOf(pods)("ingress", port, prometheusOf(plan), "Prometheus"),
    ),
  flows,
  places: {
    "scraped models": (plan) =>
      monitoredPodsOf(plan).map(({ pods, port }) => ({ ...podsSide(pods), port, isModel: true })),
  },
};

/** Scrapes of models on Fargate. Prometheus is on nodes. */
function flows(plan: EnvironmentPlan): Flow[] {
  const fargate = fargateOf(plan);
  if (!fargate) return [];
  const scraped = monitoredPodsOf(plan).filter(({ pods }) => runsOnFargate(plan, pods));
  return nodesOf(plan).flatMap((nodes) =>
    distinct(scraped.map(({ port }) => port)).map((port) =>
      tcpFlow("pods-reach-each-other", nodes, fargate, port, ["Prometheus scrapes models on Fargate"]),
    ),
  );
}

/** Prometheus pods, by the labels of the Prometheus operator, and the namespace of its release in the stacks. */
function prometheusOf(plan: EnvironmentPlan): Remote {
  const [release] = releasesOf(plan, "kube-prometheus-stack");
  return {
    kind: "pods",
    ...(release ? { namespace: namespaceNamed(release.namespace) } : {}),
    labels: { "app.kubernetes.io/name": "prometheus" },
  };
}
