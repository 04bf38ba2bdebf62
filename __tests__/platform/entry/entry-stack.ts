import { type JsonObject, asObject } from "../../../src/terraform/stack-json";
import { type Plan } from "../../support/plan";

export const ALB = "alb.ingress.kubernetes.io/";
export const NLB = "service.beta.kubernetes.io/aws-load-balancer-";
export const PUBLIC_SUBNETS =
  '${join(",", data.terraform_remote_state.network.outputs.public_alb_subnet_ids)}';
export const PRIVATE_SUBNETS =
  '${join(",", data.terraform_remote_state.network.outputs.private_workload_subnet_ids)}';
export const ALB_GROUP = "${data.terraform_remote_state.network.outputs.alb_security_group_id}";
export const ML_NLB = "kubernetes_service_v1.ml_inference_api_nlb";

export const config = (plan: Plan, address: string): JsonObject => {
  const found = plan.stack("models").find(address);
  if (!found) throw new Error(`no ${address}`);
  return found.config;
};
export const annotations = (plan: Plan, address: string): JsonObject =>
  asObject(asObject(config(plan, address)["metadata"])["annotations"]);
export const ingress = (plan: Plan): JsonObject => annotations(plan, "kubernetes_ingress_v1.models");
