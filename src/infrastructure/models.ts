import { NODE_LABELS } from "../facts/labels";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type NodeGroup } from "./node-groups";
import { type Workload, workloadsOf } from "./workloads";

/** Deployments of the models, which answer requests. */
export const modelsOf = (plan: EnvironmentPlan): Workload[] =>
  workloadsOf(plan).filter(({ resource, kind }) => resource.layer === "models" && kind === "deployment");

/** Name of the node group in the environment's file. It has an EKS node group in each zone. */
export const groupNameOf = ({ labels, resource }: NodeGroup): string =>
  labels[NODE_LABELS.group] ?? resource.name;

/** Relative error of a quotient of decimal numbers: 1.1 / 0.1 is slightly more than 11. */
const ROUNDING = 1e-9;

/**
 * Pods for a number of requests a second. The autoscaler converges to this number if CPU use grows with the requests:
 * it keeps the pods at the utilization at which one serves `perPod`.
 */
export const podsForRate = (perSecond: number, perPod: number): number =>
  Math.ceil((perSecond / perPod) * (1 - ROUNDING));
