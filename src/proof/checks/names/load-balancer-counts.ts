import { groupBy } from "../../model/blocks";
import { atPeak } from "../../model/capacity/shortage";
import { workloadOf } from "../../model/capacity/workloads";
import { ALB, ingressPaths } from "../../model/kubernetes/entries";
import { type IngressSpec } from "../../model/kubernetes/api/service";
import { type KubernetesObject, objectsOf } from "../../model/kubernetes/objects";
import { type LoadBalancer, loadBalancersOf } from "../../model/network/load-balancers";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Count } from "./counting";

export function loadBalancerCounts(plan: EnvironmentPlan): Count[] {
  const ingresses = new Map(
    objectsOf(plan)
      .ofKind("ingress")
      .map((each) => [each.resource, each]),
  );
  // Ingresses of one group share an ALB.
  const shared = groupBy(loadBalancersOf(plan), ({ resource }) => {
    return ingresses.get(resource)?.annotations[`${ALB}group.name`] ?? resource;
  });
  return [...shared.values()].flatMap((all) => {
    const [first] = all as [LoadBalancer];
    const own = all.flatMap(({ resource }) => ingresses.get(resource) ?? []);
    const { resource } = first;
    return [
      { quota: "listenersPerLoadBalancer", count: first.listeners.length, resource },
      {
        quota: first.kind === "application" ? "targetsPerAlb" : "targetsPerNlb",
        count: targets(plan, all),
        resource,
      },
      ...(own.length > 0 ? ofIngresses(own) : []),
    ];
  });
}

/** Maximum number of pods behind load balancers: with target type `ip`, each pod is a target. */
function targets(plan: EnvironmentPlan, all: readonly LoadBalancer[]): number {
  const pods = new Set(all.flatMap(({ backends }) => backends.map((backend) => backend.pods)));
  return [...pods]
    .flatMap((each) => workloadOf(plan, each) ?? [])
    .reduce((sum, workload) => sum + atPeak(workload), 0);
}

/** Counts of an ALB: the controller creates a rule for each path, and a target group for each Service port. */
function ofIngresses(ingresses: readonly KubernetesObject<IngressSpec>[]): Count[] {
  const [{ resource, annotations }] = ingresses as [KubernetesObject<IngressSpec>];
  const paths = ingresses.flatMap((ingress) =>
    ingressPaths(ingress).map(
      ({ serviceName, servicePort }) => `${ingress.namespace}/${serviceName}:${String(servicePort)}`,
    ),
  );
  const certificates = (annotations[`${ALB}certificate-arn`] ?? "").split(",").length;
  return [
    { quota: "rulesPerAlb", count: paths.length, resource },
    { quota: "targetGroupsPerAlb", count: new Set(paths).size, resource },
    // The default certificate does not count.
    { quota: "certificatesPerAlb", count: certificates - 1, resource },
  ];
}
