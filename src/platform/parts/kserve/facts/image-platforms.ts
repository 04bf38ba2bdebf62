import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

const ofKServe = (name: string, workflow: string): ImagePlatforms => ({
  repository: `docker.io/kserve/${name}`,
  tags: ["v0.20.0"],
  platforms: BOTH,
  source: `kserve/kserve v0.20.0, .github/workflows/${workflow} (read 2026-11-23)`,
});

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  ofKServe("kserve-controller", "kserve-controller-docker-publish.yml"),
  ofKServe("sklearnserver", "sklearnserver-docker-publish.yml"),
  ofKServe("xgbserver", "xgbserver-docker-publisher.yml"),
  ofKServe("lgbserver", "lightgbm-docker-publish.yml"),
  {
    repository: "quay.io/brancz/kube-rbac-proxy",
    tags: ["v0.18.0"],
    platforms: BOTH,
    source: "brancz/kube-rbac-proxy v0.18.0, Makefile (read 2026-11-23)",
  },
];
