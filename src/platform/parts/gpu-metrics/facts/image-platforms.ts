import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  {
    repository: "nvcr.io/nvidia/k8s/dcgm-exporter",
    tags: ["4.5.3-4.8.2-distroless"],
    platforms: BOTH,
    source: "NVIDIA/dcgm-exporter 4.5.3-4.8.2, Makefile (read 2026-11-23)",
  },
];
