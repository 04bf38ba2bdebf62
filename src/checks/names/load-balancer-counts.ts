import { ingressPaths } from "../../infrastructure/network-entries";
import { type KubernetesObject } from "../../infrastructure/kubernetes-objects";
import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Count } from "./counting";
import { type Specs } from "../../infrastructure/kubernetes-api";
import { atPeak } from "../../infrastructure/capacity-shortage";
import { workloadOf } from "../../infrastructure/kubernetes-workloads";
import { ALB } from "../../evidence/load-balancers";

export const loadBalancerCounts = (plan: EnvironmentPlan): Count[] =>
  loadBalancersOf(plan).flatMap((balancer) => {
    const { kind, resource, listeners, ingresses = [] } = balancer;
    return [
      { quota: "listenersPerLoadBalancer", count: listeners.length, resource },
      {
        quota: kind === "application" ? "targetsPerAlb" : "targetsPerNlb",
        count: targets(plan, balancer),
        resource,
      },
      ...(ingresses.length > 0 ? ofIngresses(resource, ingresses) : []),
    ];
  });

/** Maximum number of pods behind a load balancer: with target type `ip`, each pod is a target. */
function targets(plan: EnvironmentPlan, { backends }: LoadBalancer): number {
  const pods = new Set(backends.map((backend) => backend.pods));
  return [...pods]
    .flatMap((each) => workloadOf(plan, each) ?? [])
    .reduce((sum, workload) => sum + atPeak(workload), 0);
}

/** Counts of an ALB: the controller creates a rule for each path, and a target group for each Service port. */
function ofIngresses(
  resource: PlannedResource,
  ingresses: readonly KubernetesObject<Specs["ingress"]>[],
): Count[] {
  const paths = ingresses.flatMap((ingress) =>
    ingressPaths(ingress).map(
      ({ serviceName, servicePort }) => `${ingress.namespace}/${serviceName}:${String(servicePort)}`,
    ),
  );
  const certificates = ingresses.flatMap(({ annotations }) =>
    (annotations[`${ALB}certificate-arn`] ?? "").split(",").map((each) => each.trim()),
  );
  return [
    { quota: "rulesPerAlb", count: paths.length, resource },
    { quota: "targetGroupsPerAlb", count: new Set(paths).size, resource },
    // The default certificate does not count.
    {
      quota: "certificatesPerAlb",
      count: Math.max(0, new Set(certificates.filter(Boolean)).size - 1),
      resource,
    },
  ];
}
