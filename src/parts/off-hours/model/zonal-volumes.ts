import { CHART_FACTS } from "../../../evidence/charts";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { text } from "../../../terraform/stack-json";
import { workloadOf } from "../../../infrastructure/kubernetes-workloads";
import { chartWorkloads } from "../../../infrastructure/kubernetes-charts";
import { type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { helmReleasesOf } from "../../../infrastructure/kubernetes-releases";
import { namedBy } from "../../../infrastructure/kubernetes-pods";
import { type VolumeClaim, volumeClaimsOf } from "../../../infrastructure/kubernetes-volumes";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { restingDeployments } from "./replica-schedules";
import { items } from "../../../infrastructure/kubernetes-api";

/** A claim whose volume is in one zone, with the pods that mount it at all times. */
export interface ZonalVolume {
  readonly claim: VolumeClaim;
  /** Node groups that the pods can run on. */
  readonly homes: readonly NodeGroup[];
  /** Zones in which the volume can be: that of the node on which its pod has first run. */
  readonly zones: readonly string[];
}

/** Drivers whose volumes are in one zone. Classes that are not in the stacks count as such: those of EKS are of EBS. */
const ZONAL_DRIVER = /ebs/;

/** Volumes in one zone of pods that no schedule stops. */
export function zonalVolumesOf(plan: EnvironmentPlan): ZonalVolume[] {
  return volumeClaimsOf(plan).flatMap((claim) => {
    const { storageClass: storage } = claim;
    const driver = text(storage?.api.provisioner);
    if (driver !== undefined && !ZONAL_DRIVER.test(driver)) return [];
    const allowed = storage?.zones ?? [];
    return podsOf(plan, claim).map((pod) => {
      const homes = nodeGroups(plan).filter((group) => group.admits(pod));
      const zones = [...new Set(homes.flatMap(zonesOfGroup))].sort();
      return {
        claim,
        homes,
        zones: allowed.length === 0 ? zones : zones.filter((zone) => allowed.includes(zone)),
      };
    });
  });
}

export const zonesOfGroup = ({ subnets }: NodeGroup): string[] =>
  subnets.flatMap(({ zone }) => (zone === undefined ? [] : [zone]));

/** Pods that mount a claim: those of a StatefulSet of a chart, or of a workload of the stacks that does not rest. */
function podsOf(plan: EnvironmentPlan, claim: VolumeClaim): Parameters<NodeGroup["admits"]>[0][] {
  const release = helmReleasesOf(plan).find(({ resource }) => resource === claim.resource);
  const facts = release === undefined ? undefined : CHART_FACTS[release.chart];
  if (release && facts) {
    const replicas = facts.claims?.find(({ name }) => claim.name === `${name} of ${release.chart}`)?.replicas;
    return chartWorkloads(facts, release.values)
      .filter((workload) => workload.facts.values.replicas === replicas && workload.replicas !== 0)
      .map(({ nodeSelector, tolerations, affinity }) => ({ nodeSelector, tolerations, affinity }));
  }
  const stopped = restingDeployments(plan);
  return objectsOf(plan).pods.flatMap((pods) => {
    const workload = workloadOf(plan, pods);
    if (!workload || workload.isJob || workload.min === 0 || stopped.has(workload.key)) return [];
    const mounts =
      pods.owner.resource === claim.resource ||
      items(pods.spec.volumes).some(
        (volume) => namedBy(plan, pods, volume.persistentVolumeClaim?.claimName) === claim.name,
      );
    return mounts ? [pods.spec] : [];
  });
}
