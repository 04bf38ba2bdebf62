import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";
import { OAUTH2_PROXY } from "./oauth2-proxy";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  {
    repository: OAUTH2_PROXY,
    tags: ["v7.15.3-alpine"],
    platforms: BOTH,
    source: "oauth2-proxy/oauth2-proxy v7.15.3, Makefile, DOCKER_BUILD_PLATFORM_ALPINE (read 2026-11-28)",
  },
];
