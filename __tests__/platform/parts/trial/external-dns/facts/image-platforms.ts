import { BOTH, type ImagePlatforms } from "../../../../../../src/proof/facts/image-platforms";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  {
    repository: "registry.k8s.io/external-dns/external-dns",
    tags: ["v0.21.0"],
    platforms: BOTH,
    source: "kubernetes-sigs/external-dns v0.21.0, Makefile (unconfirmed)",
  },
];
