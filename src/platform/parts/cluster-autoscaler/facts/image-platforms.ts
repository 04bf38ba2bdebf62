import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  {
    repository: "registry.k8s.io/autoscaling/cluster-autoscaler",
    tags: ["v1.36.1", "v1.35.2"],
    platforms: BOTH,
    source:
      "kubernetes/autoscaler, cluster-autoscaler-1.36.1 and 1.35.2, cluster-autoscaler/Makefile (read 2026-11-23)",
  },
];
