import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  {
    repository: "public.ecr.aws/eks/aws-load-balancer-controller",
    tags: ["v3.5.0"],
    platforms: BOTH,
    source: "kubernetes-sigs/aws-load-balancer-controller v3.5.0, Makefile (read 2026-11-23)",
  },
];
