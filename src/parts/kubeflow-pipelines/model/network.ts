import { type PartNetwork, PodNeeds, type PolicyNeed } from "../../../infrastructure/network-needs";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { trackingNeeds } from "../../mlflow/model";
import { type KubeflowPipelinesProgram, kubeflowPipelinesProgramsOf, runsOf } from "./programs";
import { trackingAddress } from "./step-variables";

export const NETWORK: PartNetwork = { policyNeeds };

/** Connections that the facts of each program name, and those of steps to MLflow. Both sides of one within the cluster need a rule. */
function policyNeeds(plan: EnvironmentPlan): PolicyNeed[] {
  const all: readonly KubeflowPipelinesProgram[] = [...kubeflowPipelinesProgramsOf(plan), ...runsOf(plan)];
  const ofPrograms = all.flatMap(({ facts, pods }) => {
    const needs = new PodNeeds(pods);
    return [
      ...(facts.asksNames ? needs.dns : []),
      ...(facts.callsKubernetes ? [needs.api] : []),
      ...(facts.artifacts === undefined ? [] : needs.artifacts(plan)),
      ...(facts.usesDatabase ? needs.databases(plan) : []),
      ...facts.connects.flatMap(([to, port]) =>
        all
          .filter(({ kind, pods: { owner } }) => kind === to && owner.namespace === pods.owner.namespace)
          .flatMap((target) => needs.toPods(port, target.pods)),
      ),
    ];
  });
  return [
    ...ofPrograms,
    ...runsOf(plan).flatMap(({ pods }) =>
      trackingNeeds(plan, pods, trackingAddress(plan, pods.owner.namespace)),
    ),
  ];
}
