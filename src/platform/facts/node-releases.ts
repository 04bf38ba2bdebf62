import { type AmiType } from "./instance-types";

/**
 * A release of an EKS AMI: the Kubernetes version of its kubelet, and the day of its build. `1.36.2-20260818` was seen for
 * both architectures on 2026-08-27. Variants can have different releases.
 *
 * Source: awslabs/amazon-eks-ami, releases (2026-08-27); EKS API, CreateNodegroup, `releaseVersion` (2026-11-21).
 */
export const NODE_RELEASE = /^(1\.\d+)\.\d+-(20\d\d)(\d\d)(\d\d)$/;

/** Kubernetes minor version and ISO date of a release; undefined for another text. */
export function nodeRelease(text: string): { readonly minor: string; readonly built: string } | undefined {
  const [, minor = "", year, month, day] = NODE_RELEASE.exec(text) ?? [];
  const built = `${year}-${month}-${day}`;
  return minor === "" || Number.isNaN(Date.parse(built)) ? undefined : { minor, built };
}

/**
 * Age in days at which nodes lack security fixes for certain: Kubernetes has a patch release each month, and EKS builds AMIs
 * more often. The number itself is a choice.
 *
 * Source: https://kubernetes.io/releases/patch-releases/; awslabs/amazon-eks-ami, releases (2026-11-21, not confirmed by a
 * copy of the pages).
 */
export const OLD_RELEASE_DAYS = 60;

const VARIANTS: Readonly<Record<AmiType, string>> = {
  AL2023_x86_64_STANDARD: "x86_64/standard",
  AL2023_ARM_64_STANDARD: "arm64/standard",
  AL2023_x86_64_NVIDIA: "x86_64/nvidia",
  AL2023_ARM_64_NVIDIA: "arm64/nvidia",
};

/**
 * Name of the public SSM parameter with the newest release of an AMI type.
 *
 * Source: eksctl-io/eksctl, `pkg/ami/ssm_resolver.go` (2026-11-20).
 */
export const releaseParameter = (amiType: AmiType, kubernetes: string): string =>
  `/aws/service/eks/optimized-ami/${kubernetes}/amazon-linux-2023/${VARIANTS[amiType]}/recommended/release_version`;
