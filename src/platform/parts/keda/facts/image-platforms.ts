import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  "keda",
  "keda-metrics-apiserver",
  "keda-admission-webhooks",
].map((name) => ({
  repository: `ghcr.io/kedacore/${name}`,
  tags: ["2.20.2"],
  platforms: BOTH,
  source: "kedacore/keda v2.20.2, Makefile, BUILD_PLATFORMS of publish-multiarch (read 2026-11-28)",
}));
