import { z } from "../../base/zod";
import { DISK_OF_NODE } from "../../facts/node-disk";
import figures from "../facts/figures.json";

/** Files that a model reads when it starts. */
export const weightsSchema = z
  .strictObject({
    sizeGiB: z
      .number()
      .min(0.1)
      .max(DISK_OF_NODE.largestGiB)
      .describe(
        "Size of all files below `bucketPrefix`, in GiB, rounded up. Start, rollout and disk are planned for it. A download has a volume of this size; Kubernetes evicts the pod if the files are larger.",
      ),
    mode: z
      .enum(["mount", "download"])
      .describe(
        `How the pods get the files. \`mount\`: Mountpoint for S3 reads them from the bucket when the model does, each time again, and needs nodes. \`download\`: an init container copies them to the disk of the node before the model starts, so \`diskGiB\` of the node group must hold them for each pod on a node (Fargate: at most ${figures.fargateDisk.gib} GiB).`,
      ),
    mibPerSecond: z
      .int()
      .min(1)
      .max(12_500)
      .default(figures.weights.mibPerSecond)
      .describe(
        "Rate at which a pod reads the files while the other pods of its node do so too, in MiB per second. The time limits of start and rollout follow from it. Measure it, and state less.",
      ),
  })
  .describe(
    "Files of the model bucket below `bucketPrefix` that the pods have in the read-only folder `/mnt/weights` when the model starts. The variable `MODEL_WEIGHTS_PATH` has this path. Default: the model reads the bucket itself.",
  );
