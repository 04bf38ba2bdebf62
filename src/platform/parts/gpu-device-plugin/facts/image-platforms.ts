import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  {
    repository: "nvcr.io/nvidia/k8s-device-plugin",
    tags: ["v0.19.3"],
    platforms: BOTH,
    source: "NVIDIA/k8s-device-plugin v0.19.3, deployments/container/multi-arch.mk (read 2026-11-23)",
  },
];
