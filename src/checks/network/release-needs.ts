import { type ChartConnection, type Place } from "../../evidence/chart-connections";
import { CONNECTIONS_OF_PARTS } from "../../evidence/connections-of-parts";
import {
  DNS,
  interfaceSides,
  needOf,
  podsSide,
  type PolicyNeed,
  type Side,
} from "../../infrastructure/network-needs";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { NETWORKS_OF_PARTS } from "../../infrastructure/networks-of-parts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { releasePodsOf } from "../../infrastructure/kubernetes-release-pods";
import { isRunning } from "../../infrastructure/kubernetes-running-parts";

/** Connections of the pods of releases, on both sides if both are such pods. */
export const releaseNeedsOf = (plan: EnvironmentPlan): readonly PolicyNeed[] =>
  helmReleasesOf(plan)
    .filter(({ local }) => !local)
    .flatMap(({ chart }) =>
      (CONNECTIONS_OF_PARTS[chart] ?? [])
        .filter(({ ifRunning }) => ifRunning === undefined || isRunning(plan, ifRunning))
        .flatMap((connection) => needs(plan, connection)),
    );

function needs(plan: EnvironmentPlan, { from, to, port, protocol = "tcp", why }: ChartConnection) {
  const [sources, targets] = [sidesOf(plan, from), sidesOf(plan, to)];
  return sources.flatMap((source) =>
    targets.flatMap((target): PolicyNeed[] => {
      const reached = port ?? target.port;
      if (reached === undefined) return [];
      const need = (own: Side, direction: PolicyNeed["direction"], other: Side): PolicyNeed[] =>
        own.pods
          ? [{ ...needOf(own.pods)(direction, reached, other.remote, `${other.name}: ${why}`), protocol }]
          : [];
      return [...need(source, "egress", target), ...(target.isModel ? [] : need(target, "ingress", source))];
    }),
  );
}

const sidesOf = (plan: EnvironmentPlan, side: ChartConnection["to"]): readonly Side[] =>
  "workload" in side
    ? releasePodsOf(plan).named(side.workload).map(podsSide)
    : placesNamed(side.place).flatMap((sides) => sides(plan));

const PLACES: Partial<Record<Place, (plan: EnvironmentPlan) => readonly Side[]>> = {
  CoreDNS: () => [{ name: "CoreDNS", remote: DNS }],
  API: () => [{ name: "the Kubernetes API", remote: { kind: "api" } }],
  "control plane": (plan) => interfaceSides("the control plane", interfacesOf(plan).controlPlanes),
  nodes: (plan) => interfaceSides("nodes", interfacesOf(plan).workloads),
};

/** A place without a description would allow nothing, so it is an error. */
function placesNamed(place: Place) {
  const found = [PLACES, ...Object.values(NETWORKS_OF_PARTS).map(({ places }) => places)].flatMap(
    (places) => places?.[place] ?? [],
  );
  if (found.length === 0) throw new Error(`no part describes the place ${place}`);
  return found;
}
