import { BYTE_QUANTITY, memoryMiB } from "../../base/quantities";
import { asObject, isTrue, type Json, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { type ContainerSpec, items, type Volume } from "../../infrastructure/kubernetes-api";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { namedBy } from "../../infrastructure/kubernetes-pods";
import { s3VolumesOf } from "../../infrastructure/kubernetes-volumes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import TEXTS from "./texts.json";

export const writableVolumes: Check = {
  ...ruleOf(TEXTS, "writable-volumes"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) =>
      combinedFinding(pods.owner.resource, pods.owner.title, volumeProblems(plan, pods)),
    ),
};

function volumeProblems(plan: EnvironmentPlan, pods: Pods): string[] {
  const { spec, containers } = pods;
  const volumes = items(spec.volumes);
  const names = volumes.map(({ name }) => text(name) ?? "");
  const mounts = containers.flatMap(({ config }) => items(config.volumeMounts));
  const mounted = new Set(mounts.map(({ name }) => text(name) ?? ""));
  return [
    ...volumes.flatMap((volume) => sizeProblems(plan, pods, volume)),
    ...(new Set(names).size === names.length ? [] : ["two volumes have one name"]),
    ...names.filter((name) => !mounted.has(name)).map((name) => `no container mounts volume ${name}`),
    ...[...mounted]
      .filter((name) => !names.includes(name))
      .map((name) => `volume ${name} is mounted and does not exist`),
    ...mounts
      .filter(({ mountPath: path }) => !(text(path) ?? "").startsWith("/"))
      .map(({ name }) => `the mount path of volume ${String(name)} is not absolute`),
    ...containers.flatMap(({ name, init, config }) => (init ? [] : containerProblems(name, config, volumes))),
  ];
}

/** A claim of the stacks that mounts no bucket, such as one for EBS. */
function storageClaim(plan: EnvironmentPlan, pods: Pods, volume: Volume) {
  if (s3VolumesOf(plan, pods).some((each) => each.volume === volume)) return undefined;
  const name = namedBy(plan, pods, volume.persistentVolumeClaim?.claimName) ?? "";
  return objectsOf(plan).find("persistent_volume_claim", pods.owner.namespace, name);
}

function sizeProblems(plan: EnvironmentPlan, pods: Pods, volume: Volume): string[] {
  const name = String(volume.name);
  const claim = storageClaim(plan, pods, volume);
  if (claim)
    return pods.owner.kind === "deployment" && texts(claim.spec.accessModes).includes("ReadWriteOnce")
      ? [
          `volume ${name} is of one node, and a Deployment has pods on several: make it a StatefulSet with volumeClaimTemplates, or keep the data in S3`,
        ]
      : [];
  const sources = [volume.csi, volume.persistentVolumeClaim];
  const writable = sources.some((source) => source !== undefined && !isTrue(source.readOnly));
  if (volume.emptyDir === undefined) return writable ? [`volume ${name} is not read-only`] : [];
  const { sizeLimit: size } = volume.emptyDir;
  return mebibytes(size) === undefined ? [`volume ${name} has no size limit`] : [];
}

function containerProblems(name: string, config: ContainerSpec, volumes: readonly Volume[]): string[] {
  const mounts = items(config.volumeMounts);
  const named = (mount: { readonly name?: string }) => volumes.find((volume) => volume.name === mount.name);
  const scratch = mounts.filter((mount) => named(mount)?.emptyDir !== undefined);
  // A volume that is mounted at two paths needs its size once.
  const writable = volumes.filter((volume) => scratch.some((mount) => named(mount) === volume));
  const needed = totalOf(writable.filter((volume) => !isInMemory(volume)));
  const resources = config.resources ?? {};
  const reserved = mebibytes(asObject(resources.requests)["ephemeral-storage"]) ?? 0;
  const limit = asObject(resources.limits)["ephemeral-storage"];
  // The kubelet keeps five logs of 10 MiB of a container, which count (KubeletConfiguration
  // v1beta1, read 2026-11-21).
  const atLeast = Math.max(reserved, needed + 5 * 10);
  const paths = mounts.map(({ mountPath: path }) => text(path) ?? "");
  return [
    ...(scratch.some(({ mountPath: path }) => path === "/tmp")
      ? []
      : [`container ${name} has no writable /tmp`]),
    ...(reserved >= needed
      ? []
      : [
          `container ${name} requests ${reserved}Mi of ephemeral-storage, expected ${needed}Mi for its volumes`,
        ]),
    ...(limit === undefined || (mebibytes(limit) ?? 0) >= atLeast
      ? []
      : [
          `container ${name} is evicted above ${String(limit)} of ephemeral-storage, expected at least ${atLeast}Mi for its request, volumes and logs`,
        ]),
    ...memoryProblems(name, resources, totalOf(writable.filter(isInMemory))),
    ...(new Set(paths).size === paths.length ? [] : [`container ${name} mounts two volumes at one path`]),
    ...mounts
      .filter((mount) => named(mount)?.csi !== undefined && !isTrue(mount.readOnly))
      .map((mount) => `container ${name} may write to volume ${String(mount.name)}`),
  ];
}

const isInMemory = (volume: Volume): boolean => volume.emptyDir?.medium === "Memory";

const totalOf = (volumes: readonly Volume[]): number =>
  volumes.reduce((sum, volume) => sum + (mebibytes(volume.emptyDir?.sizeLimit) ?? 0), 0);

/** Files in memory count as memory of the container that wrote them. */
function memoryProblems(
  name: string,
  resources: NonNullable<ContainerSpec["resources"]>,
  needed: number,
): string[] {
  if (needed === 0) return [];
  return (["requests", "limits"] as const).flatMap((kind) => {
    const { memory } = asObject(resources[kind]);
    return (mebibytes(memory) ?? 0) > needed
      ? []
      : [
          `container ${name} has a memory ${kind.slice(0, -1)} of ${String(memory ?? "nothing")}, expected more than ${needed}Mi for its volumes in memory`,
        ];
  });
}

const mebibytes = (quantity: Json | undefined): number | undefined =>
  typeof quantity === "string" && BYTE_QUANTITY.test(quantity) ? memoryMiB(quantity) : undefined;
