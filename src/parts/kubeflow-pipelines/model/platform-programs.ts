import { type ProgramsOf } from "../../../infrastructure/kubernetes-platform-program";
import { kubeflowPipelinesProgramsOf, runsOf } from "./programs";

/** Names of pages, and of the API behind them, by the kind of the program. */
const PAGES: Readonly<Record<string, string>> = {
  "user interface": "the page of Kubeflow Pipelines",
  "API server": "the API of Kubeflow Pipelines",
};

/** Programs of Kubeflow Pipelines, and the pods of runs. Runs wait while a program starts again. */
export const programsOf: ProgramsOf = (plan) => [
  ...kubeflowPipelinesProgramsOf(plan).map(({ kind, pods, facts }) => ({
    pods,
    isDeployed: true,
    acceptsConnections: facts.ports.length > 0,
    isAlone: facts.isAlone ?? false,
    mayPause: true,
    hasRightsCheck: true,
    ...(PAGES[kind] === undefined ? {} : { page: PAGES[kind] }),
    isForExperiments: true,
  })),
  ...runsOf(plan).map(({ pods }) => ({
    pods,
    isDeployed: false,
    acceptsConnections: false,
    isAlone: false,
    mayPause: true,
    hasRightsCheck: true,
  })),
];
