import type {
  DeploymentV1SpecTemplateSpecInitContainer,
  DeploymentV1SpecTemplateSpecContainerSecurityContext,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { type ContainerResources } from "../../facts/container-resources";
import { CONTAINER_FOLDERS } from "../../environment/container-folders";

/** Variable with the folder of the weights. */
export const WEIGHTS_VARIABLE = "MODEL_WEIGHTS_PATH";

/** Name of the volume, and of the init container that fills it. */
export const WEIGHTS = "weights";

/** Files that a pod reads before its model serves requests. */
export interface ModelWeights {
  readonly mode: "mount" | "download";
  readonly bucket: string;
  /** Prefix of the files in the bucket; ends with `/`. */
  readonly prefix: string;
  readonly region: string;
  /** Size of the files, in MiB. */
  readonly sizeMiB: number;
  /** Rate at which one pod reads them, in MiB per second. */
  readonly mibPerSecond: number;
  /** Longest time to read all of them, in seconds. */
  readonly readSeconds: number;
  /** Files that are not copied. @default - none */
  readonly unread?: string;
  /** The container that copies them to the disk of the node. @default - none, they are mounted */
  readonly copy?: AwsCli;
}

/** A container with the AWS CLI. */
export interface AwsCli {
  readonly image: string;
  readonly resources: ContainerResources;
}

/** Longest time that the startup probe waits: a mounted file is read while the model loads it. */
export const probedSeconds = (startupSeconds: number, weights: ModelWeights | undefined): number =>
  startupSeconds + (weights?.mode === "mount" ? weights.readSeconds : 0);

/** Disk of the node for the weights of a pod, in MiB. */
export const diskMiB = (weights: ModelWeights | undefined): number =>
  weights?.mode === "download" ? weights.sizeMiB : 0;

/**
 * Statement of the budget that time limits and disk are planned for. It is on the Deployment and not on its pods, so a new
 * rate alone starts no rollout.
 */
export const weightsAnnotations = (
  { sizeMiB, mibPerSecond }: ModelWeights,
  loadingSeconds: number,
): Readonly<Record<string, string>> => ({
  "private-eks-inference/weights-mib": String(sizeMiB),
  "private-eks-inference/weights-mib-per-second": String(mibPerSecond),
  "private-eks-inference/weights-loading-seconds": String(loadingSeconds),
});

export interface DownloadInput {
  readonly weights: ModelWeights;
  readonly pod: AwsCliPod;
}

/** Values of the pod of a container with the AWS CLI. */
export interface AwsCliPod {
  /** Name of the volume with the writable `/tmp`. */
  readonly tmp: string;
  readonly tmpMiB: number;
  readonly securityContext: DeploymentV1SpecTemplateSpecContainerSecurityContext;
}

/**
 * Copies the files below the prefix of the model. It runs before the container of the model, so the startup probe does not
 * count its time. A second run copies only what is missing, and removes what a killed one left behind.
 */
export const download = ({
  weights: { bucket, prefix, region, copy, sizeMiB, unread },
  pod,
}: DownloadInput): DeploymentV1SpecTemplateSpecInitContainer => {
  const { volumeMount, ...common } = awsCli(WEIGHTS, copy, region, pod, sizeMiB);
  return {
    ...common,
    args: [
      "s3",
      "sync",
      `s3://${bucket}/${prefix}`,
      CONTAINER_FOLDERS.weights,
      ...(unread === undefined ? [] : ["--exclude", unread]),
      "--delete",
      "--only-show-errors",
    ],
    volumeMount: [...volumeMount, { name: WEIGHTS, mountPath: CONTAINER_FOLDERS.weights }],
  };
};

/** An init container with the AWS CLI that writes some MiB beside `/tmp`. */
export const awsCli = (
  name: string,
  cli: AwsCli | undefined,
  region: string,
  { tmp, tmpMiB, securityContext }: AwsCliPod,
  writesMiB = 0,
) => ({
  name,
  ...(cli ? { image: cli.image } : {}),
  imagePullPolicy: "IfNotPresent",
  env: [
    // The root filesystem is read-only, and the user has no entry in the image.
    { name: "HOME", value: CONTAINER_FOLDERS.tmp },
    { name: "AWS_REGION", value: region },
    // The role comes from the service account; pods cannot reach the metadata of the node.
    { name: "AWS_EC2_METADATA_DISABLED", value: "true" },
  ],
  resources: {
    requests: { ...cli?.resources.requests, "ephemeral-storage": `${writesMiB + tmpMiB}Mi` },
    ...(cli ? { limits: cli.resources.limits } : {}),
  },
  securityContext,
  volumeMount: [{ name: tmp, mountPath: CONTAINER_FOLDERS.tmp }],
});
