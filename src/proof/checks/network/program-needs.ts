import { type Pods } from "../../model/kubernetes/objects";
import { databasesOf } from "../../model/network/databases";
import {
  type KubeflowPipelinesProgram,
  kubeflowPipelinesProgramsOf,
  runsOf,
} from "../../../platform/parts/kubeflow-pipelines/model/programs";
import { mlflowServersOf } from "../../../platform/parts/mlflow/model/servers";
import { API_PORT, DNS_PORT } from "../../../shared/kubernetes/cluster-ports";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { remotesOf } from "./call-remotes";
import { DNS, HTTPS, type PolicyNeed, needOf, podsRemote, rangeRemote } from "./policy-need";

/** Connections of programs of the platform that the stacks create: MLflow servers and Kubeflow Pipelines. */
export const programNeeds = (plan: EnvironmentPlan): PolicyNeed[] => [
  ...mlflowNeeds(plan),
  ...kubeflowPipelinesNeeds(plan),
];

/** Names, the role, artifacts and the database. Nothing in the cluster connects to an MLflow server. */
const mlflowNeeds = (plan: EnvironmentPlan): PolicyNeed[] =>
  mlflowServersOf(plan).flatMap(({ pods }) => [
    ...namesOf(pods),
    ...callsOf(plan, pods),
    ...databaseNeeds(plan, pods),
  ]);

/** Connections that the facts of each program name. Both sides of one within the namespace need a rule. */
function kubeflowPipelinesNeeds(plan: EnvironmentPlan): PolicyNeed[] {
  const all: readonly KubeflowPipelinesProgram[] = [...kubeflowPipelinesProgramsOf(plan), ...runsOf(plan)];
  return all.flatMap(({ facts, pods }) => [
    ...(facts.asksNames ? namesOf(pods) : []),
    ...(facts.callsKubernetes
      ? [needOf(pods)("egress", API_PORT, { kind: "api" }, "the Kubernetes API")]
      : []),
    ...(facts.artifacts === undefined ? [] : callsOf(plan, pods)),
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
}

const namesOf = (pods: Pods): PolicyNeed[] =>
  (["tcp", "udp"] as const).map((protocol) => ({
    ...needOf(pods)("egress", DNS_PORT, DNS, "CoreDNS"),
    protocol,
  }));

/** Calls of STS for the role, and of S3. */
const callsOf = (plan: EnvironmentPlan, pods: Pods): PolicyNeed[] =>
  remotesOf(plan, ["sts", "s3"]).map(({ remote, who }) => needOf(pods)("egress", HTTPS, remote, who));

const databaseNeeds = (plan: EnvironmentPlan, pods: Pods): PolicyNeed[] =>
  databasesOf(plan)
    .filter(({ clients }) => clients.includes(pods))
    .flatMap(({ name, port, subnets }) =>
      subnets
        .flatMap(({ cidr }) => rangeRemote(cidr))
        .map((remote) => needOf(pods)("egress", port, remote, name)),
    );
