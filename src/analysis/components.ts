import { type AddonName } from "../catalog/addons";
import { type ChartName } from "../catalog/charts";
import { type ComponentName } from "../catalog/components";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { block, blocks, memoizePerPlan, text } from "./blocks";
import { addonOf } from "./cluster/addons";
import { releasesOf } from "./helm-releases";
import { readPolicies } from "./identity/policies";

type Detect = (plan: EnvironmentPlan) => boolean;

const has =
  (type: string): Detect =>
  (plan) =>
    plan.resources(type).length > 0;

const hasAddon =
  (name: AddonName): Detect =>
  (plan) =>
    addonOf(plan, name) !== undefined;

const hasChart =
  (name: ChartName): Detect =>
  (plan) =>
    releasesOf(plan, name).length > 0;

/** How each component is detected in the synthesized stacks. */
const DETECT: Readonly<Record<ComponentName, Detect>> = {
  nodes: has("aws_eks_node_group"),
  "vpc-cni": hasAddon("vpc-cni"),
  "session-manager": (plan) =>
    plan
      .resources("aws_iam_role_policy_attachment")
      .some(({ config }) => text(config["policy_arn"])?.endsWith("/AmazonSSMManagedInstanceCore")),
  "metrics-server": hasAddon("metrics-server"),
  "load-balancer-controller": hasChart("aws-load-balancer-controller"),
  "cloudwatch-observability": hasAddon("amazon-cloudwatch-observability"),
  // Fargate sends logs if this object exists.
  "fargate-log-router": (plan) =>
    plan
      .resources("kubernetes_config_map_v1")
      .some(({ config }) => block(config["metadata"])["name"] === "aws-logging"),
  models: has("kubernetes_deployment_v1"),
  // A driver without a mount is there for pods of an earlier apply, which still read their secrets.
  "model-secrets": (plan) =>
    hasChart("secrets-store-csi-driver")(plan) ||
    plan.resources("kubernetes_deployment_v1").some(({ config }) => mountsSecrets(config)),
  // SageMaker clients are visible only by their permission.
  "sagemaker-clients": (plan) =>
    readPolicies(plan, "identity").some(({ statements }) =>
      statements.some(({ actions }) => actions.some((action) => action.startsWith("sagemaker:Invoke"))),
    ),
};

/** The components of an environment, in the order of the catalog. */
export const runningComponents = memoizePerPlan((plan: EnvironmentPlan): readonly ComponentName[] =>
  (Object.keys(DETECT) as ComponentName[]).filter((name) => DETECT[name](plan)),
);

function mountsSecrets(deployment: Parameters<typeof block>[0]): boolean {
  const pod = block(block(block(block(deployment)["spec"])["template"])["spec"]);
  return blocks(pod["volume"]).some(
    (volume) => block(volume["csi"])["driver"] === "secrets-store.csi.k8s.io",
  );
}
