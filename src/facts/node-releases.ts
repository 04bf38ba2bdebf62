import { BOTTLEROCKET_RELEASE } from "./bottlerocket";
import { type AmiType } from "./instance-types";

/**
 * A release of an EKS AMI: the Kubernetes version of its kubelet, and the day of its build. `1.36.2-20260818` was seen for
 * both architectures on 2026-08-27. Variants can have different releases.
 *
 * Source: awslabs/amazon-eks-ami, releases (2026-08-27); EKS API, CreateNodegroup, `releaseVersion` (2026-11-21).
 */
export const NODE_RELEASE = /^(1\.\d+)\.\d+-(20\d\d)(\d\d)(\d\d)$/;

/** The form of a release of any AMI type. */
export const ANY_RELEASE = new RegExp(`${NODE_RELEASE.source}|${BOTTLEROCKET_RELEASE.source}`);

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

/** Whether a text is a release of Bottlerocket. One of AL2023 can have the same form. */
export const isBottlerocketRelease = (text: string): boolean =>
  BOTTLEROCKET_RELEASE.test(text) && nodeRelease(text) === undefined;

/**
 * Names of the public SSM parameters with the newest release of an AMI type, after the Kubernetes version.
 *
 * Source: eksctl-io/eksctl, `pkg/ami/ssm_resolver.go` (2026-11-20); bottlerocket-os/bottlerocket,
 * `tools/pubsys/policies/ssm/defaults.toml` (read 2026-11-26).
 */
const PARAMETERS: Readonly<Record<AmiType, (kubernetes: string) => string>> = {
  AL2023_x86_64_STANDARD: (kubernetes) => al2023(kubernetes, "x86_64/standard"),
  AL2023_ARM_64_STANDARD: (kubernetes) => al2023(kubernetes, "arm64/standard"),
  AL2023_x86_64_NVIDIA: (kubernetes) => al2023(kubernetes, "x86_64/nvidia"),
  AL2023_ARM_64_NVIDIA: (kubernetes) => al2023(kubernetes, "arm64/nvidia"),
  BOTTLEROCKET_x86_64: (kubernetes) => bottlerocket(kubernetes, "x86_64"),
  BOTTLEROCKET_ARM_64: (kubernetes) => bottlerocket(kubernetes, "arm64"),
};

const al2023 = (kubernetes: string, variant: string): string =>
  `/aws/service/eks/optimized-ami/${kubernetes}/amazon-linux-2023/${variant}/recommended/release_version`;

const bottlerocket = (kubernetes: string, architecture: string): string =>
  `/aws/service/bottlerocket/aws-k8s-${kubernetes}/${architecture}/latest/image_version`;

export const releaseParameter = (amiType: AmiType, kubernetes: string): string =>
  PARAMETERS[amiType](kubernetes);
