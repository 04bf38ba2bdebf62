import { CODECOMMIT_SERVICE } from "../../platform/parts/argo-cd/facts/argo-cd";
import { CHART_FACTS, type ChartFacts, type ServiceCall } from "./charts";

/**
 * Pods and nodes that call AWS services, or to which the control plane connects. A row has the behavior of AWS and of
 * the authors, not the intent of this project: no emitted endpoint or rule is derived from it.
 */
export interface Caller {
  /** Name in findings, and in the tag `RequestedBy` of endpoints. */
  readonly title: string;
  /** Part of the stacks by which it is recognized. */
  readonly sign: Sign;
  /** Source of its calls: nodes and pods on nodes, pods on Fargate, or the pods of models. */
  readonly from: "nodes" | "fargate" | "models";
  readonly calls: readonly ServiceCall[];
  /** TCP ports on nodes and pods that the control plane connects to, each with the reason. */
  readonly controlPlanePorts: Readonly<Record<number, string>>;
  readonly source: string;
}

export type Sign =
  /** Deployments of models, also those that KServe creates. */
  | { readonly models: true }
  /** A resource of a Terraform type. */
  | { readonly type: string }
  /** An EKS add-on. */
  | { readonly addon: string }
  /** A configuration of Alertmanager that publishes to SNS. */
  | { readonly sendsAlerts: true }
  /** An MLflow server. */
  | { readonly runsMlflow: true }
  /** An API server of Kubeflow Pipelines. */
  | { readonly runsKubeflowPipelines: true }
  /** A release of a chart. */
  | { readonly chart: ChartFacts }
  /** An Application of Argo CD with a repository in CodeCommit of the region. */
  | { readonly readsCodeCommit: true }
  /** A role with an AWS managed policy. */
  | { readonly managedPolicy: string }
  /** A ConfigMap in a namespace. */
  | { readonly configMap: { readonly namespace: string; readonly name: string } }
  /** An identity-based policy that allows an action, as an IAM pattern. */
  | { readonly action: string };

const EKS_PRIVATE =
  'Amazon EKS user guide, "Deploy private clusters with limited internet access" (read 2026-11-20)';
const POLICY = (name: string): string =>
  `AWS managed policy reference, ${name} (read 2026-11-21); ${EKS_PRIVATE}`;
const PULLS: readonly ServiceCall[] = [
  { service: "ecr.api", why: "authorizes image pulls" },
  { service: "ecr.dkr", why: "serves image manifests" },
];
const ROLE = (whose: string): ServiceCall => ({ service: "sts", why: `exchanges ${whose} for a role` });

const ROWS: readonly Caller[] = [
  {
    title: "nodes",
    sign: { type: "aws_eks_node_group" },
    from: "nodes",
    calls: [
      ...PULLS,
      { service: "s3", why: "holds image layers and AL2023 packages" },
      { service: "ec2", why: "nodeadm asks for the node's name" },
    ],
    controlPlanePorts: { 10250: "kubelet: logs, exec, metrics" },
    source: `${EKS_PRIVATE}; the same guide, "sec-group-reqs"; awslabs/amazon-eks-ami, nodeadm, which calls no eks API`,
  },
  {
    title: "VPC CNI",
    sign: { addon: "vpc-cni" },
    from: "nodes",
    calls: [{ service: "ec2", why: "attaches addresses to nodes" }, ROLE("its service account")],
    controlPlanePorts: {},
    source: POLICY("AmazonEKS_CNI_Policy v5"),
  },
  {
    title: "SSM Agent",
    sign: { managedPolicy: "AmazonSSMManagedInstanceCore" },
    from: "nodes",
    calls: [
      { service: "ssm", why: "registers the node" },
      { service: "ssmmessages", why: "carries the sessions" },
    ],
    controlPlanePorts: {},
    source:
      'AWS Systems Manager user guide, "setup-create-vpc": old agents also call ec2messages (read 2026-11-21)',
  },
  {
    title: "cert-manager",
    sign: { addon: "cert-manager" },
    from: "nodes",
    calls: [],
    controlPlanePorts: { 10250: "webhook of cert-manager" },
    source: "cert-manager/cert-manager, chart v1.21.1: webhook.securePort (rendered 2026-11-20)",
  },
  {
    title: "metrics-server",
    sign: { addon: "metrics-server" },
    from: "nodes",
    calls: [],
    controlPlanePorts: { 10251: "aggregated metrics API" },
    source: "port of the EKS add-on; the chart of its authors has 10250 (read 2026-11-20)",
  },
  {
    title: "CloudWatch observability",
    sign: { addon: "amazon-cloudwatch-observability" },
    from: "nodes",
    calls: [
      { service: "logs", why: "ships container logs and Container Insights metrics" },
      { service: "ec2", why: "reads the tags and volumes of its instance" },
      ROLE("its service account"),
    ],
    controlPlanePorts: { 9443: "webhook of the CloudWatch agent operator" },
    source: `${POLICY("CloudWatchAgentServerPolicy")}: Container Insights sends metrics as log events`,
  },
  {
    title: "Mountpoint for S3",
    sign: { addon: "aws-mountpoint-s3-csi-driver" },
    from: "nodes",
    calls: [{ service: "s3", why: "holds the files" }, ROLE("the model's service account")],
    controlPlanePorts: {},
    source:
      "awslabs/mountpoint-s3-csi-driver of 2026-08-08, docs/CONFIGURATION.md and pkg/driver/node/credentialprovider (read 2026-11-22)",
  },
  {
    title: "EBS CSI driver",
    sign: { addon: "aws-ebs-csi-driver" },
    from: "nodes",
    calls: [{ service: "ec2", why: "creates, attaches and deletes volumes" }, ROLE("its service account")],
    controlPlanePorts: {},
    source: `${POLICY("AmazonEBSCSIDriverPolicyV2 v1")}. EC2 calls KMS itself; the pods read the region from the webhook of IRSA and their node from the Kubernetes API (kubernetes-sigs/aws-ebs-csi-driver, docs/install.md of 2026-08-19)`,
  },
  {
    title: "Alerts",
    sign: { sendsAlerts: true },
    from: "nodes",
    calls: [{ service: "sns", why: "publishes alerts" }, ROLE("the service account of Alertmanager")],
    controlPlanePorts: {},
    source: "prometheus/alertmanager 0.34.0, notify/sns: SNS encrypts with the key itself (read 2026-11-22)",
  },
  {
    title: "Argo CD",
    sign: { readsCodeCommit: true },
    from: "nodes",
    calls: [{ service: CODECOMMIT_SERVICE, why: "holds the repository of models" }],
    controlPlanePorts: {},
    source:
      "AWS CodeCommit user guide, codecommit-and-interface-VPC (translated pages, read 2026-11-22); argoproj/argo-cd v3.4.4: Git uses HTTPS with the credentials of a Secret, and no role",
  },
  {
    title: "MLflow",
    sign: { runsMlflow: true },
    from: "nodes",
    calls: [{ service: "s3", why: "holds artifacts" }, ROLE("its service account")],
    controlPlanePorts: {},
    source:
      "mlflow 3.17.2, store/artifact/s3_artifact_repo.py: S3 calls KMS itself, and the driver on the node reads the password (read 2026-11-22)",
  },
  {
    title: "Kubeflow Pipelines",
    sign: { runsKubeflowPipelines: true },
    from: "nodes",
    calls: [
      { service: "s3", why: "holds artifacts of pipelines" },
      { service: "sts", why: "exchanges the service accounts of pipelines for roles" },
    ],
    controlPlanePorts: {},
    source:
      "kubeflow/pipelines 2.17.0, backend/src/v2/objectstore and apiserver/client_manager, frontend/server/minio-helper.ts: S3 calls KMS itself, and the driver on the node reads the password (read 2026-11-22)",
  },
  {
    title: "Fargate log router",
    sign: { configMap: { namespace: "aws-observability", name: "aws-logging" } },
    from: "fargate",
    calls: [{ service: "logs", why: "ships container logs" }],
    controlPlanePorts: {},
    source: 'Amazon EKS user guide, "fargate-logging" (read 2026-11-20)',
  },
  {
    title: "models",
    sign: { models: true },
    from: "models",
    calls: [
      { service: "s3", why: "hold their files" },
      { service: "sts", why: "exchange their service account for a role" },
    ],
    controlPlanePorts: {},
    source: 'Amazon EKS user guide, "IAM roles for service accounts" (read 2026-11-20)',
  },
  {
    title: "SageMaker clients",
    sign: { action: "sagemaker:Invoke*" },
    from: "models",
    calls: [{ service: "sagemaker.runtime", why: "invokes endpoints" }],
    controlPlanePorts: {},
    source: "Service Authorization Reference, SageMaker (read 2026-11-20)",
  },
  {
    title: "Fargate",
    sign: { type: "aws_eks_fargate_profile" },
    from: "fargate",
    calls: [...PULLS, { service: "s3", why: "holds image layers" }],
    controlPlanePorts: {},
    source: `${POLICY("AmazonEKSFargatePodExecutionRolePolicy v1")}. Calls before a pod starts come from its own interface ("fargate-pod-configuration")`,
  },
];

/** The pods of a chart as callers. */
export const callerOfChart = (chart: ChartFacts): Caller => ({
  title: chart.title,
  sign: { chart },
  from: "nodes",
  calls: chart.calls,
  controlPlanePorts: Object.fromEntries(
    chart.controlPlanePorts.map((port) => [port, `webhook of the ${chart.title}`]),
  ),
  source: `${chart.source.repository} ${chart.source.tag} (read ${chart.source.read})`,
});

export const CALLERS: readonly Caller[] = [...ROWS, ...Object.values(CHART_FACTS).map(callerOfChart)];
