import { releasesOf } from "../../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { items } from "../../../infrastructure/kubernetes-api";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, type Json } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { effectLines, type Change, isAt, type Topic, type TopicLine } from "../topic";
import { sentencesOf } from "../named";
import { WITH_PODS } from "./rollouts";
import { removedClaims, type VolumeClaim, volumeClaimsOf } from "../../../infrastructure/kubernetes-volumes";

const { effect, line } = sentencesOf("Volumes of pods");

/** Volumes that pods gain and lose, and volumes whose driver goes before the pods that mount them. */
export const podVolumes: Topic = {
  title: "Volumes of pods",
  lines: (change) => [...driverLines(change), ...change.resources.flatMap(volumeLines)],
};

/** Driver of the volumes with secrets, and the charts that install it (chart of the driver, 1.6.0, unconfirmed). */
const DRIVER = "secrets-store.csi.k8s.io";
const CHARTS = ["secrets-store-csi-driver", "secrets-store-csi-driver-provider-aws"];

/**
 * Pods that mount volumes of a driver that the change removes. A kubelet unmounts a volume through its driver, so that a pod
 * without one never ends (Kubernetes documentation, "Volumes", "csi", read 2026-11-26).
 */
function driverLines({ before, after }: Change): TopicLine[] {
  if (!isInstalled(before) || isInstalled(after)) return [];
  return effectLines(
    objectsOf(before)
      .pods.filter(({ spec }) => items(spec.volumes).some(({ csi }) => csi?.driver === DRIVER))
      .map(({ owner }) => effect("without driver", owner.resource)),
  );
}

const isInstalled = (plan: EnvironmentPlan): boolean =>
  CHARTS.every((chart) => releasesOf(plan, chart).length > 0);

const VOLUME = /^spec\.template\.spec\.volume$/;
const MOUNT = /^spec\.template\.spec\.(init_)?container\.volume_mount$/;

/** Sources of volumes that hold nothing of the node or of others; the secrets of a CSI volume are rights of the pods. */
const OWN_SOURCES = ["config_map", "empty_dir", "downward_api", "csi"];

/** A line for each volume of a workload with its mounts. */
function volumeLines(resource: ResourceChange): TopicLine[] {
  const { type, action } = resource;
  if (!WITH_PODS.test(type) || action !== "change") return [];
  return resource.edits
    .filter(
      ({ argument, before, after }) => VOLUME.test(argument) && (before === undefined || after === undefined),
    )
    .flatMap((edit) => {
      const volume = asObject(edit.before ?? edit.after);
      const name = String(volume["name"]);
      const mounts = resource.edits.filter(
        ({ argument, before, after }) => MOUNT.test(argument) && nameIn(before ?? after) === name,
      );
      const edits = [edit, ...mounts];
      if (edit.after === undefined) return line("lost", resource, { volume: name }, { edits });
      return isOwn(volume) ? line("gained", resource, { volume: name }, { edits }) : [];
    });
}

const nameIn = (mount: Json | undefined): string => String(asObject(mount)["name"]);

const isOwn = (volume: Readonly<Record<string, Json | undefined>>): boolean =>
  Object.entries(volume).every(
    ([key, value]) => key === "name" || OWN_SOURCES.includes(key) || value === undefined || value === null,
  );

/** Claims that are deleted or replaced, with the volumes behind them. */
export const volumes: Topic = {
  title: "Volumes",
  lines: (change) =>
    lostClaims(change)
      .filter((claim) => claim.storageClass?.api.reclaimPolicy !== "Retain")
      .map(({ resource, name }) => line("claim", resource, { claim: name })),
};

/** Source: Kubernetes documentation, "Storage Classes": without a reclaim policy, a volume is deleted with its claim (unconfirmed). */
function lostClaims({ before, after, resources }: Change): VolumeClaim[] {
  const replaced = resources.filter(
    ({ type, action }) => type.startsWith("kubernetes_persistent_volume_claim") && action === "replace",
  );
  return [
    ...removedClaims(before, after).deleted,
    ...volumeClaimsOf(before).filter(({ resource }) => replaced.some(isAt(resource))),
  ];
}
