import { type PodImage } from "../../../evidence/pod-images";

/**
 * kubectl is its entry point: build/server-image/kubectl/Dockerfile of kubernetes/kubernetes, in a
 * version of 2023, and a public procedure that passes arguments alone to v1.36.4. A public issue
 * reports that v1.36.2 has no shell, unlike that of 2023 (read 2026-11-22). It was not run here,
 * and its user is unknown.
 */
export const KUBECTL_IMAGE: PodImage = {
  repository: "registry.k8s.io/kubectl",
  tags: ["v1.36.0", "v1.36.1", "v1.36.2", "v1.36.3", "v1.36.4"],
  source:
    "public repositories of 2026 that name each of them, all but v1.36.0 also with a digest (read 2026-11-22)",
};

export const POD_IMAGES: readonly PodImage[] = [KUBECTL_IMAGE];
