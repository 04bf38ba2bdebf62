import { AMD64, BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

const KUBEFLOW = "kubeflow/pipelines 2.17.0, .github/workflows/image-builds-release.yml (read 2026-11-23)";
const ofPipelines = (name: string): ImagePlatforms => ({
  repository: `ghcr.io/kubeflow/kfp-${name}`,
  tags: ["2.17.0"],
  platforms: BOTH,
  source: KUBEFLOW,
});

const ARGO = "argoproj/argo-workflows v4.0.5, .github/workflows/release.yaml (read 2026-11-23)";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  ...[
    "api-server",
    "driver",
    "frontend",
    "launcher",
    "metadata-envoy",
    "persistence-agent",
    "scheduled-workflow-controller",
  ].map(ofPipelines),
  // Its Dockerfile installs Bazel for x86_64. google/ml-metadata, pull request 188, has the change for ARM, and is not merged.
  {
    repository: "gcr.io/tfx-oss-public/ml_metadata_store_server",
    tags: ["1.14.0"],
    platforms: AMD64,
    source:
      "google/ml-metadata of 2025-03-25, ml_metadata/tools/docker_server/Dockerfile; kubeflow/pipelines, issue 10308 (read 2026-11-23)",
  },
  { repository: "quay.io/argoproj/workflow-controller", tags: ["v4.0.5"], platforms: BOTH, source: ARGO },
  { repository: "quay.io/argoproj/argoexec", tags: ["v4.0.5"], platforms: BOTH, source: ARGO },
];
