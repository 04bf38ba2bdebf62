import { BOTTLEROCKET } from "./bottlerocket";

/**
 * A release of an EKS AMI: the Kubernetes version of its kubelet, and the day of its build.
 * `1.36.2-20260818` was seen for both architectures on 2026-08-27. Variants can have different
 * releases.
 *
 * Source: awslabs/amazon-eks-ami, releases (2026-08-27); EKS API, CreateNodegroup, `releaseVersion` (2026-11-21).
 */
const NODE_RELEASE = /^(1\.\d+)\.\d+-(20\d\d)(\d\d)(\d\d)$/;

/** Kubernetes minor version and ISO date of a release; undefined for another text. */
export function nodeRelease(text: string): { readonly minor: string; readonly built: string } | undefined {
  const [, minor = "", year, month, day] = NODE_RELEASE.exec(text) ?? [];
  const built = `${year}-${month}-${day}`;
  return minor === "" || Number.isNaN(Date.parse(built)) ? undefined : { minor, built };
}

export const NODE_RELEASES = {
  /** The form of a release of any AMI type. */
  form: new RegExp(`${NODE_RELEASE.source}|${BOTTLEROCKET.release.source}`),
  /**
   * Age in days at which nodes lack security fixes for certain: Kubernetes has a patch release each month, and EKS builds AMIs
   * more often. The number itself is a choice.
   *
   * Source: https://kubernetes.io/releases/patch-releases/; awslabs/amazon-eks-ami, releases (2026-11-21, not confirmed by a
   * copy of the pages).
   */
  oldDays: 60,
} as const;
