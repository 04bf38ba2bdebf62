import { type ProgramsOf } from "../../../infrastructure/kubernetes-platform-program";
import { logInProxiesOf } from "./proxies";

export const programsOf: ProgramsOf = (plan) =>
  logInProxiesOf(plan).map(({ pods }) => ({
    pods,
    isDeployed: true,
    acceptsConnections: true,
    isAlone: false,
    mayPause: false,
    hasRightsCheck: false,
  }));
