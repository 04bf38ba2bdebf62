import { number } from "../../../terraform/stack-json";
import { titleOf } from "../../../infrastructure/kubernetes-objects";
import { kubeflowPipelinesProgramsOf } from "../model/programs";
import { type Check, combinedFinding } from "../../../checks/check";
import { addressProblems } from "./addresses";
import { databaseProblems } from "./database-clients";
import { imageProblems } from "./images";
import { runProblems } from "./run-settings";
import { settingProblems } from "./variables";

export const pipelinePrograms: Check = {
  id: "pipeline-programs",
  severity: "error",
  title:
    "programs of Kubeflow Pipelines have versions that belong together, find each other and their database, and create pods that the namespace admits",
  why: "the API server stops without a setting, and runs stay pending without an error; it verifies its database, while the store of metadata 1.14.0 can only encrypt: with verification, its library refuses every certificate",
  fix: "set the variable, argument or ConfigMap that the message names",
  source:
    "kubeflow/pipelines 2.17.0 and argoproj/argo-workflows v4.0.5 (read 2026-11-22); ml-metadata 1.14.0 with TLS (run 2026-11-22); src/parts/kubeflow-pipelines/facts/pipeline-settings.ts",
  run: (plan) =>
    kubeflowPipelinesProgramsOf(plan).flatMap((program) =>
      combinedFinding(program.pods.owner.resource, titleOf(program.pods.owner), [
        ...(number(program.pods.owner.spec.replicas) === 0 ? ["it has no pod: replicas is 0"] : []),
        ...imageProblems(plan, program),
        ...settingProblems(plan, program),
        ...addressProblems(plan, program),
        ...databaseProblems(plan, program),
        ...runProblems(plan, program),
      ]),
    ),
};
