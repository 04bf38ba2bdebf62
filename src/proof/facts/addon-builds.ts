/** An EKS add-on build that was seen on a Kubernetes version. */
export interface AddonBuild {
  readonly kubernetes: string;
  /** True if two independent sources, or the EKS API, show it. */
  readonly confirmed: boolean;
}

const confirmed = (kubernetes: string): AddonBuild => ({ kubernetes, confirmed: true });
const seenOnce = (kubernetes: string): AddonBuild => ({ kubernetes, confirmed: false });

/**
 * Kubernetes versions on which builds were seen, by `add-on@build`. Other builds exist: EKS publishes new ones each month.
 *
 * Source: public repositories of 2026-07 to 2026-09, one of which read the API for 1.35 on 2026-08-27 (read 2026-11-20).
 */
export const ADDON_BUILDS_SEEN: Readonly<Record<string, readonly AddonBuild[]>> = {
  "vpc-cni@v1.22.4-eksbuild.3": [confirmed("1.35"), seenOnce("1.36")],
  "vpc-cni@v1.23.1-eksbuild.1": [seenOnce("1.36")],
  "kube-proxy@v1.35.3-eksbuild.21": [confirmed("1.35")],
  "kube-proxy@v1.36.0-eksbuild.25": [seenOnce("1.36")],
  "coredns@v1.13.2-eksbuild.21": [confirmed("1.35")],
  "coredns@v1.14.3-eksbuild.3": [seenOnce("1.35")],
  "coredns@v1.14.3-eksbuild.23": [seenOnce("1.36")],
  "eks-pod-identity-agent@v1.3.10-eksbuild.3": [confirmed("1.35"), confirmed("1.36")],
  "metrics-server@v0.9.0-eksbuild.5": [seenOnce("1.35")],
};

/** Builds of an add-on that are confirmed for a Kubernetes version. */
export const confirmedBuilds = (addon: string, kubernetes: string): string[] =>
  Object.entries(ADDON_BUILDS_SEEN).flatMap(([key, seen]) => {
    const [name, build] = key.split("@") as [string, string];
    const isConfirmed = seen.some((each) => each.confirmed && each.kubernetes === kubernetes);
    return name === addon && isConfirmed ? [build] : [];
  });
