import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  {
    repository: "registry.k8s.io/kubectl",
    tags: ["v1.36.0", "v1.36.1", "v1.36.2", "v1.36.3", "v1.36.4"],
    platforms: BOTH,
    source:
      "kubernetes/kubernetes, build/common.sh and hack/lib/golang.sh, of another version (read 2026-11-23)",
  },
];
