import { type PodImage } from "../../../evidence/pod-images";
import { KSERVE_SERVERS_KNOWN } from "../facts";

/** Images of the servers of KServe, one for each server and release. */
export const POD_IMAGES: readonly PodImage[] = Object.keys(KSERVE_SERVERS_KNOWN).map((server) => ({
  repository: `docker.io/kserve/${server}`,
  tags: ["v0.20.0"],
  source: "kserve/kserve v0.20.0, charts/kserve-runtime-configs, rendered on 2026-11-20",
}));
