import {
  artifactNeeds,
  databaseNeeds,
  dnsNeeds,
  needOf,
  type PartNetwork,
  podsRemote,
  type PolicyNeed,
} from "../../../infrastructure/network-needs";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { CLUSTER_PORTS } from "../../../facts/cluster-ports";
import { trackingNeeds } from "../../mlflow/model";
import { type KubeflowPipelinesProgram, kubeflowPipelinesProgramsOf, runsOf } from "./programs";
import { trackingAddress } from "./step-variables";

export const NETWORK: PartNetwork = { policyNeeds };

/** Connections that the facts of each program name, and those of steps to MLflow. Both sides of one within the cluster need a rule. */
function policyNeeds(plan: EnvironmentPlan): PolicyNeed[] {
  const all: readonly KubeflowPipelinesProgram[] = [...kubeflowPipelinesProgramsOf(plan), ...runsOf(plan)];
  const ofPrograms = all.flatMap(({ facts, pods }) => [
    ...(facts.asksNames ? dnsNeeds(pods) : []),
    ...(facts.callsKubernetes
      ? [needOf(pods)("egress", CLUSTER_PORTS.api, { kind: "api" }, "the Kubernetes API")]
      : []),
    ...(facts.artifacts === undefined ? [] : artifactNeeds(plan, pods)),
    ...(facts.usesDatabase ? databaseNeeds(plan, pods) : []),
    ...facts.connects.flatMap(([to, port]) =>
      all
        .filter(({ kind, pods: { owner } }) => kind === to && owner.namespace === pods.owner.namespace)
        .flatMap(({ pods: target }) => [
          needOf(pods)("egress", port, podsRemote(target), target.owner.name),
          needOf(target)("ingress", port, podsRemote(pods), pods.owner.name),
        ]),
    ),
  ]);
  return [
    ...ofPrograms,
    ...runsOf(plan).flatMap(({ pods }) =>
      trackingNeeds(plan, pods, trackingAddress(plan, pods.owner.namespace)),
    ),
  ];
}
