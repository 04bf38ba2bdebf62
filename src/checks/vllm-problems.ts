import { type VllmServer, vllmServersOf } from "../infrastructure/kubernetes-vllm";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { combinedFinding } from "./check";

/** One finding for the pods of each server of the known version that has problems. */
export const problemsOfServers = (
  plan: EnvironmentPlan,
  problems: (server: VllmServer) => readonly string[],
) =>
  vllmServersOf(plan)
    .filter(({ isKnown }) => isKnown)
    .flatMap((server) => {
      const { owner } = server.pods;
      return combinedFinding(
        owner.resource,
        owner.title,
        problems(server).map((problem) => `container ${server.container.name} ${problem}`),
      );
    });
