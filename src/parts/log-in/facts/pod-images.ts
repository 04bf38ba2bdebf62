import { type PodImage } from "../../../evidence/pod-images";
import { OAUTH2_PROXY } from "../facts";

export const POD_IMAGES: readonly PodImage[] = [
  {
    repository: OAUTH2_PROXY,
    tags: ["v7.15.3-alpine"],
    source: "oauth2-proxy/oauth2-proxy, CHANGELOG.md and docs/docs/installation.md (read 2026-11-28)",
  },
];
