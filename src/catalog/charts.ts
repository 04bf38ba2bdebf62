/**
 * Helm charts that the platform layer installs, with the images that each pulls. A chart, its app and its images
 * move together: one row is one tested set.
 */
export interface ChartRow {
  readonly chart: string;
  /** Public Helm repository, or `oci://…`. */
  readonly repository: string;
  readonly version: string;
  readonly appVersion: string;
  readonly images: readonly ImageRow[];
}

export interface ImageRow {
  /** Registry and path, without tag. */
  readonly repository: string;
  readonly tag: string;
}

export const CHARTS = {
  /**
   * Source: aws/eks-charts and kubernetes-sigs/aws-load-balancer-controller at v3.5.0 of 2026-08-03 (read
   * 2026-11-20). 3.6.0 exists; its IAM policy was not read.
   */
  "aws-load-balancer-controller": {
    chart: "aws-load-balancer-controller",
    repository: "https://aws.github.io/eks-charts",
    version: "3.5.0",
    appVersion: "v3.5.0",
    images: [{ repository: "public.ecr.aws/eks/aws-load-balancer-controller", tag: "v3.5.0" }],
  },
} as const satisfies Record<string, ChartRow>;

export type ChartName = keyof typeof CHARTS;
