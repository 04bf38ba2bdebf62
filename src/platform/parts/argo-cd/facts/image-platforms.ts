import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  {
    repository: "quay.io/argoproj/argocd",
    tags: ["v3.4.4"],
    platforms: BOTH,
    source: "argoproj/argo-cd v3.4.4, .github/workflows/release.yaml (read 2026-11-23)",
  },
  {
    repository: "ecr-public.aws.com/docker/library/redis",
    tags: ["8.2.3-alpine"],
    platforms: BOTH,
    source: "docker-library/official-images, library/redis of 2025-11-03 (read 2026-11-23)",
  },
];
