import type { EndpointService } from "./endpoints";

/**
 * Components of a platform: the services that they call, and the ports that the control plane calls. Endpoints,
 * security-group rules and network policies are derived from these declarations. Checks compare the synthesized stacks
 * with the same declarations.
 *
 * Sources: Amazon EKS user guide, "private-clusters" and "sec-group-reqs"; awslabs/amazon-eks-ami `nodeadm`;
 * AWS Load Balancer Controller 3.5.0 documentation, "installation" (read 2026-11-20); Systems Manager user guide,
 * "setup-create-vpc"; awslabs/amazon-eks-ami configures the service amazon-ssm-agent of AL2023 images (read 2026-11-21).
 */
export interface Component {
  /** Name of the component in descriptions and reports. */
  readonly title: string;
  /** AWS services that it calls from inside the VPC, each with the reason. */
  readonly calls: Partial<Record<EndpointService, string>>;
  /** TCP ports on nodes and pods that the control plane connects to, each with the reason. */
  readonly controlPlanePorts: Readonly<Record<number, string>>;
  /** Source of its calls: nodes and pods on nodes, pods on Fargate, or the pods of models. */
  readonly runsOn: "nodes" | "fargate" | "models";
}

const component = (
  title: string,
  calls: Component["calls"],
  { controlPlanePorts = {}, runsOn = "nodes" }: Partial<Pick<Component, "controlPlanePorts" | "runsOn">> = {},
): Component => ({ title, calls, controlPlanePorts, runsOn });

export const COMPONENTS = {
  nodes: component(
    "nodes",
    {
      "ecr.api": "authorizes image pulls",
      "ecr.dkr": "serves image manifests",
      s3: "holds image layers and AL2023 packages",
      ec2: "nodeadm asks for the node's name",
    },
    { controlPlanePorts: { 10250: "kubelet: logs, exec, metrics" } },
  ),
  "vpc-cni": component("VPC CNI", {
    ec2: "attaches addresses to nodes",
    sts: "exchanges its service account for a role",
  }),
  "session-manager": component("SSM Agent", {
    ssm: "registers the node",
    ssmmessages: "carries the sessions",
  }),
  "metrics-server": component(
    "metrics-server",
    {},
    { controlPlanePorts: { 10251: "aggregated metrics API" } },
  ),
  "load-balancer-controller": component(
    "AWS Load Balancer Controller",
    {
      ec2: "reads subnets and security groups",
      elasticloadbalancing: "makes load balancers and registers pods",
      sts: "exchanges its service account for a role",
    },
    { controlPlanePorts: { 9443: "webhook of the AWS Load Balancer Controller" } },
  ),
  "cloudwatch-observability": component(
    "CloudWatch observability",
    {
      logs: "ships container logs and Container Insights metrics",
      ec2: "reads the tags and volumes of its instance",
      sts: "exchanges its service account for a role",
    },
    { controlPlanePorts: { 9443: "webhook of the CloudWatch agent operator" } },
  ),
  "fargate-log-router": component(
    "Fargate log router",
    { logs: "ships container logs" },
    { runsOn: "fargate" },
  ),
  models: component(
    "models",
    {
      s3: "hold their files",
      sts: "exchange their service account for a role",
    },
    { runsOn: "models" },
  ),
  "model-secrets": component("secrets of models", {
    secretsmanager: "holds the values",
    sts: "exchanges the model's service account for a role",
  }),
  "sagemaker-clients": component(
    "SageMaker clients",
    { "sagemaker.runtime": "invokes endpoints" },
    { runsOn: "models" },
  ),
} as const satisfies Record<string, Component>;

export type ComponentName = keyof typeof COMPONENTS;

/**
 * Calls that Fargate makes for each pod before the pod starts. They come from the same network interface as the calls
 * of the pod (EKS user guide, "fargate-pod-configuration" and "pod-execution-role", read 2026-11-20).
 */
export const FARGATE: Pick<Component, "title" | "calls"> = {
  title: "Fargate",
  calls: {
    "ecr.api": "authorizes image pulls",
    "ecr.dkr": "serves image manifests",
    s3: "holds image layers",
  },
};

/** Fixed ports of EKS ("sec-group-reqs"): the Kubernetes API, the kubelet, and DNS. */
export const API_PORT = 443;
export const KUBELET_PORT = 10250;
export const DNS_PORT = 53;
