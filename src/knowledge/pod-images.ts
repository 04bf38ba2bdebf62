/** An image that pods of models pull from the registry of its authors, or from a copy. */
export interface PodImage {
  readonly repository: string;
  /** Tags that were seen in use. */
  readonly tags: readonly string[];
  readonly source: string;
}

/** The program `aws` is the entry point of the image (aws/aws-cli, docker/Dockerfile, read 2026-11-22). */
export const AWS_CLI_IMAGE: PodImage = {
  repository: "public.ecr.aws/aws-cli/aws-cli",
  tags: ["2.36.14", "2.36.15"],
  source: "public repositories of 2026 that pin them, some with a digest (read 2026-11-22)",
};

/** kubectl is its entry point; it has no shell (kubernetes/kubernetes, build/server-image/kubectl, read 2026-11-22). */
export const KUBECTL_IMAGE: PodImage = {
  repository: "registry.k8s.io/kubectl",
  tags: ["v1.36.0", "v1.36.1", "v1.36.2", "v1.36.3", "v1.36.4"],
  source:
    "changelog of Kubernetes 1.36, and public repositories of 2026 that pin them with a digest (read 2026-11-22)",
};

export const POD_IMAGES: readonly PodImage[] = [AWS_CLI_IMAGE, KUBECTL_IMAGE];
