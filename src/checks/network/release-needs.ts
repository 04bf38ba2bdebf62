import { type ChartConnection, type PodPeer } from "../../evidence/chart-connections";
import { CONNECTIONS_OF_PARTS } from "../../evidence/connections-of-parts";
import {
  CLUSTER_SIDES,
  interfaceSides,
  PodNeeds,
  podsSide,
  type PolicyNeed,
  type Side,
} from "../../infrastructure/network-needs";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { NETWORKS_OF_PARTS } from "../../infrastructure/network-needs-of-parts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { releasePodsOf } from "../../infrastructure/kubernetes-release-pods";
import { isPartRunning } from "../../infrastructure/kubernetes-running-parts";

/** Connections of the pods of releases, on both sides if both are such pods. */
export const releaseNeedsOf = (plan: EnvironmentPlan): readonly PolicyNeed[] =>
  helmReleasesOf(plan)
    .filter(({ local }) => !local)
    .flatMap(({ chart }) =>
      (CONNECTIONS_OF_PARTS[chart] ?? [])
        .filter(({ ifRunning }) => ifRunning === undefined || isPartRunning(plan, ifRunning))
        .flatMap((connection) => needs(plan, connection)),
    );

function needs(plan: EnvironmentPlan, { from, to, port, protocol = "tcp", why }: ChartConnection) {
  const [sources, targets] = [sidesOf(plan, from), sidesOf(plan, to)];
  return sources.flatMap((source) =>
    targets.flatMap((target): PolicyNeed[] => {
      const reached = port ?? target.port;
      if (reached === undefined) return [];
      const named = (side: Side): Side => ({ ...side, name: `${side.name}: ${why}` });
      const needs = [
        ...(source.pods ? [new PodNeeds(source.pods).to(reached, named(target))] : []),
        ...(target.pods && !target.isModel ? [new PodNeeds(target.pods).from(reached, named(source))] : []),
      ];
      return needs.map((need) => ({ ...need, protocol }));
    }),
  );
}

const sidesOf = (plan: EnvironmentPlan, side: ChartConnection["to"]): readonly Side[] =>
  "workload" in side
    ? releasePodsOf(plan).named(side.workload).map(podsSide)
    : placesNamed(side.place).flatMap((sides) => sides(plan));

const PLACES: Partial<Record<PodPeer, (plan: EnvironmentPlan) => readonly Side[]>> = {
  CoreDNS: () => [CLUSTER_SIDES.dns],
  API: () => [CLUSTER_SIDES.api],
  "control plane": (plan) => interfaceSides("the control plane", interfacesOf(plan).controlPlanes),
  nodes: (plan) =>
    interfaceSides(
      "nodes",
      interfacesOf(plan).workloads.map(({ hosts, subnets }) => ({ subnets: hosts ?? subnets })),
    ),
};

/** A place without a description would allow nothing, so it is an error. */
function placesNamed(place: PodPeer) {
  const found = [PLACES, ...Object.values(NETWORKS_OF_PARTS).map(({ places }) => places)].flatMap(
    (places) => places?.[place] ?? [],
  );
  if (found.length === 0) throw new Error(`no part describes the place ${place}`);
  return found;
}
