import { type ProgramsOf } from "../../../../proof/model/platform-program";
import { mlflowServersOf } from "./servers";

/** MLflow servers. */
export const programsOf: ProgramsOf = (plan) =>
  mlflowServersOf(plan).map(({ pods }) => ({
    pods,
    isDeployed: true,
    acceptsConnections: true,
    isAlone: false,
    mayPause: false,
    hasRightsCheck: false,
  }));
