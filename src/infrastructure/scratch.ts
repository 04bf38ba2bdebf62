import { memoryMiB } from "../base/quantities";
import { type Workload } from "./workloads";
import { items } from "./kubernetes-api";

/** A writable volume on the disk of the node. */
interface ScratchVolume {
  readonly mountPath: string;
  readonly sizeMiB: number;
}

/** Volumes of a pod on the disk of its node, with their size limits. */
export function scratchVolumes({ pod }: Workload): ScratchVolume[] {
  const mounts = items(pod.containers).flatMap((container) => items(container.volumeMounts));
  return items(pod.volumes).flatMap((volume) => {
    const { sizeLimit: limit, medium } = volume.emptyDir ?? {};
    const sizeMiB = memoryMiB(String(limit));
    if (Number.isNaN(sizeMiB) || medium === "Memory") return [];
    const mount = mounts.find(({ name }) => name === volume.name);
    return [{ mountPath: String(mount?.mountPath ?? ""), sizeMiB }];
  });
}
