/** A platform of nodes of EKS, as registries name it. */
export type Platform = "linux/amd64" | "linux/arm64";

/**
 * Platforms for which the authors of an image publish its tags. Other tags, and images that are not here, are unknown: no
 * registry was read. Platforms of other nodes than those of EKS are left out.
 */
export interface ImagePlatforms {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly platforms: readonly Platform[];
  readonly source: string;
}

const AMD64: readonly Platform[] = ["linux/amd64"];
const BOTH: readonly Platform[] = ["linux/amd64", "linux/arm64"];

const READ = "(read 2026-11-23)";

const KUBEFLOW = `kubeflow/pipelines 2.17.0, .github/workflows/image-builds-release.yml ${READ}`;
const ofKubeflowPipelines = (name: string): ImagePlatforms => ({
  repository: `ghcr.io/kubeflow/kfp-${name}`,
  tags: ["2.17.0"],
  platforms: BOTH,
  source: KUBEFLOW,
});

const ARGO = `argoproj/argo-workflows v4.0.5, .github/workflows/release.yaml ${READ}`;

const ofKServe = (name: string, workflow: string): ImagePlatforms => ({
  repository: `docker.io/kserve/${name}`,
  tags: ["v0.20.0"],
  platforms: BOTH,
  source: `kserve/kserve v0.20.0, .github/workflows/${workflow} ${READ}`,
});

/** Sidecars of CSI drivers are built by one file that each repository has a copy of. */
const ofCsi = (name: string, repository: string, tag: string): ImagePlatforms => ({
  repository: `registry.k8s.io/sig-storage/${name}`,
  tags: [tag],
  platforms: BOTH,
  source: `kubernetes-csi/${repository} ${tag}, release-tools/prow.sh ${READ}`,
});

const SECRETS_STORE = `kubernetes-sigs/secrets-store-csi-driver v1.6.0, Makefile ${READ}`;

const OPERATOR = `prometheus-operator/prometheus-operator v0.93.0 and main of 2026-08-08, scripts/push-docker-image.sh ${READ}`;

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  ...[
    "api-server",
    "driver",
    "frontend",
    "launcher",
    "metadata-envoy",
    "persistence-agent",
    "scheduled-workflow-controller",
  ].map(ofKubeflowPipelines),
  // Its Dockerfile installs Bazel for x86_64. google/ml-metadata, pull request 188, has the change for ARM, and is not merged.
  {
    repository: "gcr.io/tfx-oss-public/ml_metadata_store_server",
    tags: ["1.14.0"],
    platforms: AMD64,
    source: `google/ml-metadata of 2025-03-25, ml_metadata/tools/docker_server/Dockerfile; kubeflow/pipelines, issue 10308 ${READ}`,
  },
  { repository: "quay.io/argoproj/workflow-controller", tags: ["v4.0.5"], platforms: BOTH, source: ARGO },
  { repository: "quay.io/argoproj/argoexec", tags: ["v4.0.5"], platforms: BOTH, source: ARGO },
  ofKServe("kserve-controller", "kserve-controller-docker-publish.yml"),
  ofKServe("sklearnserver", "sklearnserver-docker-publish.yml"),
  ofKServe("xgbserver", "xgbserver-docker-publisher.yml"),
  ofKServe("lgbserver", "lightgbm-docker-publish.yml"),
  {
    repository: "quay.io/brancz/kube-rbac-proxy",
    tags: ["v0.18.0"],
    platforms: BOTH,
    source: `brancz/kube-rbac-proxy v0.18.0, Makefile ${READ}`,
  },
  {
    repository: "quay.io/argoproj/argocd",
    tags: ["v3.4.4"],
    platforms: BOTH,
    source: `argoproj/argo-cd v3.4.4, .github/workflows/release.yaml ${READ}`,
  },
  {
    repository: "ecr-public.aws.com/docker/library/redis",
    tags: ["8.2.3-alpine"],
    platforms: BOTH,
    source: `docker-library/official-images, library/redis of 2025-11-03 ${READ}`,
  },
  {
    repository: "public.ecr.aws/eks/aws-load-balancer-controller",
    tags: ["v3.5.0"],
    platforms: BOTH,
    source: `kubernetes-sigs/aws-load-balancer-controller v3.5.0, Makefile ${READ}`,
  },
  {
    repository: "registry.k8s.io/autoscaling/cluster-autoscaler",
    tags: ["v1.36.1", "v1.35.2"],
    platforms: BOTH,
    source: `kubernetes/autoscaler, cluster-autoscaler-1.36.1 and 1.35.2, cluster-autoscaler/Makefile ${READ}`,
  },
  {
    repository: "nvcr.io/nvidia/k8s/dcgm-exporter",
    tags: ["4.5.3-4.8.2-distroless"],
    platforms: BOTH,
    source: `NVIDIA/dcgm-exporter 4.5.3-4.8.2, Makefile ${READ}`,
  },
  {
    repository: "nvcr.io/nvidia/k8s-device-plugin",
    tags: ["v0.19.3"],
    platforms: BOTH,
    source: `NVIDIA/k8s-device-plugin v0.19.3, deployments/container/multi-arch.mk ${READ}`,
  },
  {
    repository: "quay.io/prometheus-operator/prometheus-operator",
    tags: ["v0.93.1"],
    platforms: BOTH,
    source: OPERATOR,
  },
  {
    repository: "quay.io/prometheus-operator/prometheus-config-reloader",
    tags: ["v0.93.1"],
    platforms: BOTH,
    source: OPERATOR,
  },
  {
    repository: "quay.io/prometheus/prometheus",
    tags: ["v3.14.0-distroless"],
    platforms: BOTH,
    source: `prometheus/prometheus v3.14.0, Makefile.common ${READ}`,
  },
  {
    repository: "quay.io/prometheus/alertmanager",
    tags: ["v0.34.0"],
    platforms: BOTH,
    source: `prometheus/alertmanager v0.34.0, Makefile ${READ}`,
  },
  {
    repository: "quay.io/prometheus/node-exporter",
    tags: ["v1.12.1-distroless"],
    platforms: BOTH,
    source: `prometheus/node_exporter v1.12.1, Makefile ${READ}`,
  },
  {
    repository: "registry.k8s.io/kube-state-metrics/kube-state-metrics",
    tags: ["v2.20.0"],
    platforms: BOTH,
    source: `kubernetes/kube-state-metrics v2.20.0, Makefile ${READ}`,
  },
  {
    repository: "quay.io/kiwigrid/k8s-sidecar",
    tags: ["2.10.1"],
    platforms: BOTH,
    source: `kiwigrid/k8s-sidecar 2.10.1, docker-bake.hcl ${READ}`,
  },
  {
    repository: "ghcr.io/jkroepke/kube-webhook-certgen",
    tags: ["1.8.7"],
    platforms: BOTH,
    source: `jkroepke/kube-webhook-certgen, .goreleaser.yaml of another version ${READ}`,
  },
  {
    repository: "docker.io/grafana/grafana",
    tags: ["13.2.0"],
    platforms: BOTH,
    source: `grafana/grafana, .github/workflows/release-build.yml of 2026 ${READ}`,
  },
  ofCsi("csi-node-driver-registrar", "node-driver-registrar", "v2.16.0"),
  ofCsi("livenessprobe", "livenessprobe", "v2.18.0"),
  {
    repository: "registry.k8s.io/csi-secrets-store/driver",
    tags: ["v1.6.0"],
    platforms: BOTH,
    source: SECRETS_STORE,
  },
  {
    repository: "registry.k8s.io/csi-secrets-store/driver-crds",
    tags: ["v1.6.0"],
    platforms: BOTH,
    source: SECRETS_STORE,
  },
  {
    repository: "public.ecr.aws/aws-secrets-manager/secrets-store-csi-driver-provider-aws",
    tags: ["3.1.1"],
    platforms: BOTH,
    source: `aws/secrets-store-csi-driver-provider-aws 3.1.1, Makefile ${READ}`,
  },
  {
    repository: "registry.k8s.io/kubectl",
    tags: ["v1.36.0", "v1.36.1", "v1.36.2", "v1.36.3", "v1.36.4"],
    platforms: BOTH,
    source: `kubernetes/kubernetes, build/common.sh and hack/lib/golang.sh, of another version ${READ}`,
  },
];

const BLUEPRINTS = `aws-ia/terraform-aws-eks-blueprints-addons of 2026-07-07, docs/architectures.md: "Amazon EKS add-ons utilize multi-architecture container images" ${READ}`;

/** Add-ons of EKS whose images exist for both platforms. EKS builds them, and publishes no list of platforms: others are unknown. */
export const ADDONS_FOR_BOTH: Readonly<Record<string, string>> = {
  "vpc-cni": BLUEPRINTS,
  "kube-proxy": BLUEPRINTS,
  coredns: BLUEPRINTS,
  "aws-ebs-csi-driver": BLUEPRINTS,
  "eks-pod-identity-agent": `aws/eks-pod-identity-agent of 2026-03-17, .github/workflows/release.yaml, and the affinity of its chart ${READ}`,
};
