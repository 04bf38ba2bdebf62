import { type PlatformProgram, type ProgramsOf } from "../../../infrastructure/platform-program";
import { kubeflowPipelinesProgramsOf, runsOf } from "./programs";

/** Programs of Kubeflow Pipelines, and the pods of runs. Runs wait while a program starts again. */
export const programsOf: ProgramsOf = (plan) => [
  ...kubeflowPipelinesProgramsOf(plan).map(({ pods, facts }): PlatformProgram => ({
    pods,
    isDeployed: true,
    acceptsConnections: facts.ports.length > 0,
    isAlone: facts.isAlone ?? false,
    mayPause: true,
    hasRightsCheck: true,
  })),
  ...runsOf(plan).map(({ pods }): PlatformProgram => ({
    pods,
    isDeployed: false,
    acceptsConnections: false,
    isAlone: false,
    mayPause: true,
    hasRightsCheck: true,
  })),
];
