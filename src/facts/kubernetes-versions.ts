/** A version with the last days of the two periods in which AWS supports it. */
export interface SupportPeriods {
  /** Last day of standard support, ISO date. */
  readonly standardSupportEnds: string;
  /** Last day of extended support, which costs more, ISO date. */
  readonly extendedSupportEnds: string;
}

interface KubernetesVersion extends SupportPeriods {
  readonly version: string;
}

/**
 * Kubernetes versions for new EKS clusters, with the last days of their support periods.
 *
 * Source: Amazon EKS user guide, "Understand the Kubernetes version lifecycle"; endoflife.date for 1.35 and
 * 1.36; AWS "What's new" of 2026-10 for 1.37 (read 2026-11-20). EKS still creates clusters of 1.31 to 1.34, but
 * these are in extended support or enter it within two weeks of that day.
 */
const VERSIONS = [
  { version: "1.35", standardSupportEnds: "2027-03-27", extendedSupportEnds: "2028-03-27" },
  { version: "1.36", standardSupportEnds: "2027-08-02", extendedSupportEnds: "2028-08-02" },
  { version: "1.37", standardSupportEnds: "2027-12-01", extendedSupportEnds: "2028-12-01" },
] as const satisfies readonly KubernetesVersion[];

/**
 * Versions that an environment must not use, but that a module from another source can contain. Support of 1.30 and
 * older has ended (same source).
 */
const OLDER_VERSIONS: readonly KubernetesVersion[] = [
  { version: "1.31", standardSupportEnds: "2025-11-26", extendedSupportEnds: "2026-11-26" },
  { version: "1.32", standardSupportEnds: "2026-03-23", extendedSupportEnds: "2027-03-23" },
  { version: "1.33", standardSupportEnds: "2026-07-29", extendedSupportEnds: "2027-07-29" },
  { version: "1.34", standardSupportEnds: "2026-12-02", extendedSupportEnds: "2027-12-02" },
];

export const KUBERNETES = {
  versions: VERSIONS,
  /** The newest version with known add-on versions (`facts/addons.json` of each part). */
  default: "1.36",
  /** All versions with a known support calendar, by version. */
  calendar: new Map([...OLDER_VERSIONS, ...VERSIONS].map((row) => [row.version, row])) as ReadonlyMap<
    string,
    KubernetesVersion
  >,
  /**
   * EKS returns a control plane to the previous minor version: by one version, only after an upgrade in place, and while nodes and
   * add-ons run with the previous one. Nodes are not returned with it. A pod on Fargate that started on the newer version
   * must be deleted before.
   */
  rollback: {
    days: 7,
    source: "https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html",
    read: "2026-11-23",
  },
  /**
   * Minor versions by which a kubelet or kube-proxy can be older than the API server. They must not be newer (version
   * skew policy).
   */
  mostSkew: 3,
} as const;
