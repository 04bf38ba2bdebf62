import { KSERVE_SERVERS_KNOWN } from "../../platform/parts/kserve/facts/kserve";
import {
  KNOWN_VERSIONS,
  PROGRAMS,
  RUN_IMAGES,
} from "../../platform/parts/kubeflow-pipelines/facts/kubeflow-pipelines";

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

/**
 * kubectl is its entry point: build/server-image/kubectl/Dockerfile of kubernetes/kubernetes, in a version of 2023, and a public
 * procedure that passes arguments alone to v1.36.4. A public issue reports that v1.36.2 has no shell, unlike that of 2023
 * (read 2026-11-22). It was not run here, and its user is unknown.
 */
export const KUBECTL_IMAGE: PodImage = {
  repository: "registry.k8s.io/kubectl",
  tags: ["v1.36.0", "v1.36.1", "v1.36.2", "v1.36.3", "v1.36.4"],
  source:
    "public repositories of 2026 that name each of them, all but v1.36.0 also with a digest (read 2026-11-22)",
};

/** Images of the servers of KServe, one for each server and release. */
export const KSERVE_IMAGES: readonly PodImage[] = Object.keys(KSERVE_SERVERS_KNOWN).map((server) => ({
  repository: `docker.io/kserve/${server}`,
  tags: ["v0.20.0"],
  source: "kserve/kserve v0.20.0, charts/kserve-runtime-configs, rendered on 2026-11-20",
}));

/** Images of Kubeflow Pipelines, those of the pods of runs included. */
const KUBEFLOW_PIPELINES_IMAGES: readonly PodImage[] = [...Object.values(PROGRAMS), ...RUN_IMAGES].map(
  ({ repository, set }) => ({
    repository,
    tags: [KNOWN_VERSIONS[set]],
    source: "kubeflow/pipelines 2.17.0, manifests/kustomize and go.mod (read 2026-11-22)",
  }),
);

export const POD_IMAGES: readonly PodImage[] = [
  AWS_CLI_IMAGE,
  KUBECTL_IMAGE,
  ...KSERVE_IMAGES,
  ...KUBEFLOW_PIPELINES_IMAGES,
];
