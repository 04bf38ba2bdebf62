import { releasesOf } from "../../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { items } from "../../../infrastructure/kubernetes-api";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Json, asObject } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { type Phrase, say } from "../../stages/phrase";
import { type Change, type Topic, type TopicLine, alike, attention, effectAt, info } from "../topic";
import { WITH_PODS } from "./judged";

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
  return alike(
    objectsOf(before)
      .pods.filter(({ spec }) => items(spec.volumes).some(({ csi }) => csi?.driver === DRIVER))
      .map(({ owner }) => effectAt("attention", owner.resource, withoutDriver, { harm: "pods roll" })),
  );
}

const withoutDriver = (names: Phrase): Phrase =>
  say`pods of ${names} mount a secret, and the change removes its driver: apply models and wait for the rollout first, or nodes cannot end the old pods`;

const isInstalled = (plan: EnvironmentPlan): boolean =>
  CHARTS.every((chart) => releasesOf(plan, chart).length > 0);

const VOLUME = /^spec\.template\.spec\.volume$/;
const MOUNT = /^spec\.template\.spec\.(init_)?container\.volume_mount$/;

/** Sources of volumes that hold nothing of the node or of others; the secrets of a CSI volume are rights of the pods. */
const OWN_SOURCES = ["config_map", "empty_dir", "downward_api", "csi"];

/** A line for each volume of a workload with its mounts. */
function volumeLines(resource: ResourceChange): TopicLine[] {
  const { type, address, action } = resource;
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
      if (edit.after !== undefined)
        return isOwn(volume)
          ? info(resource, say`pods of ${address} gain the volume ${name}`, { edits })
          : [];
      const text = say`pods of ${address} lose the volume ${name}: their program has to do without its files`;
      return attention(resource, text, { edits });
    });
}

const nameIn = (mount: Json | undefined): string => String(asObject(mount)["name"]);

const isOwn = (volume: Readonly<Record<string, Json | undefined>>): boolean =>
  Object.entries(volume).every(
    ([key, value]) => key === "name" || OWN_SOURCES.includes(key) || value === undefined || value === null,
  );
