import { type AmiType } from "./instance-types";

/**
 * Nodes with Bottlerocket, an image of AWS for containers alone: without a shell, a package manager and cloud-init.
 *
 * Sources: Amazon EKS user guide, "launch-templates" (user data in TOML, which EKS merges); bottlerocket-core-kit,
 * `packages/kubernetes-1.32/kubelet-config` and pluto; aws/karpenter-provider-aws, `amifamily/bottlerocket.go` (read 2026-11-26). No
 * node was started.
 */
export const BOTTLEROCKET = {
  /** AMI types for the architecture of another one; a rule refuses types with GPUs. */
  amiTypes: {
    AL2023_x86_64_STANDARD: "BOTTLEROCKET_x86_64",
    AL2023_ARM_64_STANDARD: "BOTTLEROCKET_ARM_64",
  } as Readonly<Partial<Record<AmiType, AmiType>>>,
  /** Device of the disk with images, logs and ephemeral storage of pods. The system has another one. */
  dataDevice: "/dev/xvdb",
  /** Size of the disk of the system, in GiB, which Karpenter gives it. */
  systemGiB: 4,
  /** A release: its version and the beginning of a commit. It has no Kubernetes version. */
  release: /^1\.\d+\.\d+-[0-9a-f]{8}$/,
} as const;
