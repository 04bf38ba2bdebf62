/** The object of a resource, and the part of a running environment that ends with it. */
export interface Held {
  readonly noun: string;
  readonly loss: string;
}

/**
 * Types whose values are recorded, since their replacement ends pods, closes the entry or deletes data; the largest loss
 * first. The others are left out: replaced rules, attachments and alarms hold none of these, and are created again within one
 * apply. Keys and elastic addresses have no literal argument that forces replacement.
 */
const HELD: Readonly<Record<string, Held>> = {
  // pods, and what running pods use
  aws_vpc: { noun: "VPC", loss: "everything in it" },
  kubernetes_namespace_v1: { noun: "namespace", loss: "all its pods" },
  aws_eks_cluster: { noun: "cluster", loss: "all its pods" },
  aws_eks_node_group: { noun: "node group", loss: "all its nodes" },
  aws_eks_fargate_profile: { noun: "Fargate profile", loss: "all its pods" },
  kubernetes_deployment_v1: { noun: "Deployment", loss: "all its pods" },
  kubernetes_priority_class_v1: {
    noun: "priority class",
    loss: "the admission of new pods",
  },
  aws_iam_role: { noun: "role", loss: "the rights of running pods and services" },
  aws_subnet: { noun: "subnet", loss: "everything in it" },
  aws_security_group: { noun: "security group", loss: "the rules of everything that has it" },
  // entry
  kubernetes_ingress_v1: { noun: "Ingress", loss: "its load balancer" },
  kubernetes_service_v1: { noun: "Service", loss: "its address" },
  aws_lb: { noun: "load balancer", loss: "its address" },
  aws_lb_target_group: { noun: "target group", loss: "all its targets" },
  // data
  aws_s3_bucket: { noun: "bucket", loss: "its objects" },
  aws_ecr_repository: { noun: "repository", loss: "its images" },
  aws_cloudwatch_log_group: { noun: "log group", loss: "its logs" },
};

export const RECORDED_TYPES = Object.keys(HELD);

/** Noun and loss of a recorded type. */
export const heldBy = (type: string): Held => HELD[type] ?? { noun: type, loss: "its contents" };
