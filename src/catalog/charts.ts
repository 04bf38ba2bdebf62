/**
 * Helm charts that the platform layer installs, with the images that each chart pulls. A chart, its app and its images
 * are upgraded together: one row is one tested set. Images have the names of their roles, as in the chart's values.
 *
 * EKS add-ons are not in this list: their images come from AWS registries in the region, which nodes reach through the
 * ECR endpoints.
 */
export interface ChartRow<Role extends string = string> {
  /** Name of the chart and of its release. */
  readonly chart: string;
  /** Public Helm repository, or `oci://…`. */
  readonly repository: string;
  readonly version: string;
  readonly appVersion: string;
  readonly images: Readonly<Record<Role, ImageRow>>;
}

export interface ImageRow {
  /** Registry and path, without a tag. */
  readonly repository: string;
  readonly tag: string;
}

export const CHARTS = {
  /**
   * Source: aws/eks-charts and kubernetes-sigs/aws-load-balancer-controller at v3.5.0 of 2026-08-03 (read
   * 2026-11-20). 3.6.0 exists; its IAM policy was not read. A new version needs a new row here and a new
   * `load-balancer-controller-policy.ts`.
   *
   * Helm installs the chart's CRDs once and never upgrades them. Before you apply a newer version, run the command in
   * the output `controller_crds_command` of the platform layer.
   */
  "aws-load-balancer-controller": {
    chart: "aws-load-balancer-controller",
    repository: "https://aws.github.io/eks-charts",
    version: "3.5.0",
    appVersion: "v3.5.0",
    images: { controller: { repository: "public.ecr.aws/eks/aws-load-balancer-controller", tag: "v3.5.0" } },
  },
  /**
   * Source: kubernetes-sigs/secrets-store-csi-driver, release notes of v1.6.0 of 2026-04-29; chart and images as
   * two public repositories run and mirror them in 2026-06 (read 2026-11-20). A hook of the chart upgrades its CRDs
   * with the image `crds`.
   */
  "secrets-store-csi-driver": {
    chart: "secrets-store-csi-driver",
    repository: "https://kubernetes-sigs.github.io/secrets-store-csi-driver/charts",
    version: "1.6.0",
    appVersion: "1.6.0",
    images: {
      driver: { repository: "registry.k8s.io/csi-secrets-store/driver", tag: "v1.6.0" },
      crds: { repository: "registry.k8s.io/csi-secrets-store/driver-crds", tag: "v1.6.0" },
      registrar: { repository: "registry.k8s.io/sig-storage/csi-node-driver-registrar", tag: "v2.16.0" },
      livenessProbe: { repository: "registry.k8s.io/sig-storage/livenessprobe", tag: "v2.18.0" },
    },
  },
  /**
   * Source: aws/secrets-store-csi-driver-provider-aws, release notes of 3.1.1 and pull request 561; chart and
   * image as in a public cluster listing of 2026-06-11 (read 2026-11-20). The chart states no app version; its image
   * has the version of the chart.
   */
  "secrets-store-csi-driver-provider-aws": {
    chart: "secrets-store-csi-driver-provider-aws",
    repository: "https://aws.github.io/secrets-store-csi-driver-provider-aws",
    version: "3.1.1",
    appVersion: "3.1.1",
    images: {
      provider: {
        repository: "public.ecr.aws/aws-secrets-manager/secrets-store-csi-driver-provider-aws",
        tag: "3.1.1",
      },
    },
  },
  /**
   * Source: NVIDIA/k8s-device-plugin; chart archive and image of 0.19.3 as independent public repositories pin
   * and run them in 2026 (read 2026-11-20).
   */
  "nvidia-device-plugin": {
    chart: "nvidia-device-plugin",
    repository: "https://nvidia.github.io/k8s-device-plugin",
    version: "0.19.3",
    appVersion: "0.19.3",
    images: { plugin: { repository: "nvcr.io/nvidia/k8s-device-plugin", tag: "v0.19.3" } },
  },
} as const satisfies Record<string, ChartRow>;

export type ChartName = keyof typeof CHARTS;

/** Roles of the images of a chart. */
export type ImageRole<Name extends ChartName> = keyof (typeof CHARTS)[Name]["images"] & string;
