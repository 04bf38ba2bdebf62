import { type ProgramsOf } from "../../../infrastructure/kubernetes-platform-program";
import { promotionsOf } from "./promotions";
import { mlflowServersOf } from "./servers";

/** MLflow servers, and jobs that copy versions of models. */
export const programsOf: ProgramsOf = (plan) => [
  ...mlflowServersOf(plan).map(({ pods }) => ({
    pods,
    isDeployed: true,
    acceptsConnections: true,
    isAlone: false,
    mayPause: false,
    hasRightsCheck: false,
    page: "MLflow",
    isForExperiments: true,
  })),
  ...promotionsOf(plan).map(({ pods }) => ({
    pods,
    isDeployed: true,
    acceptsConnections: false,
    isAlone: false,
    mayPause: true,
    hasRightsCheck: false,
    hasRoleCheck: true,
  })),
];
