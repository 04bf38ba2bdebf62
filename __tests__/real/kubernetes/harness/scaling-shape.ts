import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Model, modelsOf } from "./models";
import { type NodesProps, nodesOf } from "./nodes";

/**
 * Values by which Kubernetes scales the models of an environment and places their pods: autoscalers, rollout strategy, requests
 * and constraints of pods, and nodes or Fargate. Environments with the same values scale in the same way.
 */
export const scalingShape = (plan: EnvironmentPlan, nodes: NodesProps): string =>
  JSON.stringify([
    modelsOf({ plan }).map(shapeOfModel),
    nodesOf(plan, nodes).map(shapeOfNode),
    plan.resources("aws_eks_fargate_profile").length,
  ]);

function shapeOfModel({ min, max, autoscaler, of }: Model): unknown {
  const { metrics, behavior } = asObject(autoscaler?.["spec"]);
  return [min, max, metrics, behavior, of("Deployment").map(({ spec }) => shapeOfDeployment(asObject(spec)))];
}

function shapeOfDeployment({ strategy, template }: JsonObject): unknown {
  const { containers, topologySpreadConstraints, nodeSelector, tolerations, affinity } = asObject(
    asObject(template)["spec"],
  );
  return [
    strategy,
    asArray(containers).map((container) => asObject(container)["resources"]),
    asArray(topologySpreadConstraints).map((each) => ({ ...asObject(each), labelSelector: null })),
    [nodeSelector, tolerations, affinity],
  ];
}

/** The zone without its region, which differs from environment to environment. */
function shapeOfNode({ metadata, spec, status }: JsonObject): unknown {
  const labels = asObject(asObject(metadata)["labels"]);
  const zone = String(labels["topology.kubernetes.io/zone"]).slice(-1);
  return [zone, asObject(spec)["taints"], asObject(status)["allocatable"]];
}
