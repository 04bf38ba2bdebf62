import { memoryMiB } from "../../../shared/kubernetes/quantities";
import { block, blocks } from "../blocks";
import { type Workload } from "./workloads";

/** A writable volume on the disk of the node. */
export interface ScratchVolume {
  readonly mountPath: string;
  readonly sizeMiB: number;
}

/** Volumes of a pod on the disk of its node, with their size limits. */
export function scratchVolumes({ pod }: Workload): ScratchVolume[] {
  const mounts = blocks(pod["container"]).flatMap((container) => blocks(container["volume_mount"]));
  return blocks(pod["volume"]).flatMap((volume) => {
    const { size_limit: limit, medium } = block(volume["empty_dir"]);
    const sizeMiB = memoryMiB(String(limit));
    if (Number.isNaN(sizeMiB) || medium === "Memory") return [];
    const mount = mounts.find(({ name }) => name === volume["name"]);
    return [{ mountPath: String(mount?.["mount_path"] ?? ""), sizeMiB }];
  });
}
