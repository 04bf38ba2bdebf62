import { type AmiType } from "./instance-types";

/**
 * Nodes with Bottlerocket, an image of AWS for containers alone: without a shell, a package manager and cloud-init.
 *
 * Sources: Amazon EKS user guide, "launch-templates" (user data in TOML, which EKS merges); bottlerocket-core-kit,
 * `packages/kubernetes-1.32/kubelet-config` and pluto; aws/karpenter-provider-aws, `amifamily/bottlerocket.go` (read 2026-11-26). No
 * node was started.
 */
const AMI_OF: Readonly<Partial<Record<AmiType, AmiType>>> = {
  AL2023_x86_64_STANDARD: "BOTTLEROCKET_x86_64",
  AL2023_ARM_64_STANDARD: "BOTTLEROCKET_ARM_64",
};

/** AMI type of Bottlerocket for the architecture of another one; a rule refuses types with GPUs. */
export function bottlerocketOf(amiType: AmiType): AmiType {
  const found = AMI_OF[amiType];
  if (!found) throw new Error(`${amiType} has no counterpart with Bottlerocket`);
  return found;
}

export const isBottlerocket = (amiType: string): boolean => amiType.startsWith("BOTTLEROCKET_");

/** Device of the disk with images, logs and ephemeral storage of pods. The system has another one. Same sources. */
export const BOTTLEROCKET_DATA_DEVICE = "/dev/xvdb";

/** Size of the disk of the system, in GiB, which Karpenter gives it. */
export const BOTTLEROCKET_SYSTEM_GIB = 4;

/** A release of Bottlerocket: its version and the beginning of a commit. It has no Kubernetes version. */
export const BOTTLEROCKET_RELEASE = /^1\.\d+\.\d+-[0-9a-f]{8}$/;
