import { type PodImage } from "../../../evidence/pod-images";
import { KNOWN_VERSIONS, PIPELINE_PROGRAMS, RUN_IMAGES } from "./kubeflow-pipelines";

/** Images of Kubeflow Pipelines, those of the pods of runs included. */
export const POD_IMAGES: readonly PodImage[] = [...Object.values(PIPELINE_PROGRAMS), ...RUN_IMAGES].map(
  ({ repository, set }) => ({
    repository,
    tags: [KNOWN_VERSIONS[set]],
    source: "kubeflow/pipelines 2.17.0, manifests/kustomize and go.mod (read 2026-11-22)",
  }),
);
