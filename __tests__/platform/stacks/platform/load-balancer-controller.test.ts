import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Release } from "@cdktf/provider-helm/lib/release";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { controllerPolicy } from "../../../../src/parts/load-balancer-controller/policy";
import { policyDocument } from "../../../../src/facts/iam";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { ENVIRONMENTS, configWith } from "../../../support/environments";
import "../../../support/terraform-matchers";
import { CONTROLLER, VARIANTS, platform, text, controllerValues } from "./platform-stack";
import { tagOfChartImage, versionOfChart } from "../../../support/chart-versions";
import { podTrust } from "../../../support/pod-trust";

test.each(ENVIRONMENTS)("LBC-01 %s installs its chart into an existing namespace", (environment) => {
  expect(text(environment)).toHaveResourceWithProperties(Release, {
    name: "aws-load-balancer-controller",
    chart: "aws-load-balancer-controller",
    version: versionOfChart("aws-load-balancer-controller"),
    namespace: "kube-system",
    create_namespace: false,
  });
});

test.each(ENVIRONMENTS)(
  "LBC-01 %s waits for the controller's pods, and rolls a failed release back",
  (environment) => {
    expect(text(environment)).toHaveResourceWithProperties(Release, {
      name: "aws-load-balancer-controller",
      wait: true,
      atomic: true,
      cleanup_on_fail: true,
    });
  },
);

test.each(ENVIRONMENTS)("LBC-01 %s passes cluster, region and VPC to the controller", (environment) => {
  const { region } = asObject(asArray(platform(environment).providers["aws"])[0]);
  expect(region).toMatch(/^[a-z]+-[a-z]+-\d$/);
  expect(controllerValues(environment)).toMatchObject({
    clusterName: "${data.terraform_remote_state.cluster.outputs.cluster_name}",
    region,
    vpcId: "${data.terraform_remote_state.network.outputs.vpc_id}",
  });
});

test.each(ENVIRONMENTS)("LBC-01 %s has the IngressClass alb", (environment) => {
  expect(controllerValues(environment)).toMatchObject({
    ingressClass: "alb",
    createIngressClassResource: true,
  });
});

test("LBC-01 without internet access the chart comes from the account's own registry", () => {
  expect(platform("retail-forecast").find(CONTROLLER)?.config["repository"]).toBe(
    "oci://111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/charts",
  );
});

test("LBC-01 without internet access the image comes from the account's own registry", () => {
  expect(controllerValues("retail-forecast")["image"]).toEqual({
    repository:
      "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/eks/aws-load-balancer-controller",
    tag: tagOfChartImage("aws-load-balancer-controller", "aws-load-balancer-controller"),
  });
});

test("LBC-01 with NAT the chart comes from its public repository", () => {
  expect(platform("ml-inference-prod").find(CONTROLLER)?.config["repository"]).toBe(
    "https://aws.github.io/eks-charts",
  );
});

test("LBC-01 with NAT the image comes from its public repository", () => {
  expect(controllerValues("ml-inference-prod")["image"]).toEqual({
    repository: "public.ecr.aws/eks/aws-load-balancer-controller",
    tag: tagOfChartImage("aws-load-balancer-controller", "aws-load-balancer-controller"),
  });
});

test.each(VARIANTS)("LBC-01 %s never enables Shield or WAF Classic", (variant) => {
  expect(controllerValues(variant)).toMatchObject({ enableShield: false, enableWaf: false });
});

test.each([
  ["mlapp", true, "its Ingress names a web ACL and NAT reaches the API"],
  ["retail-forecast", false, "the API is unreachable"],
  ["retail-forecast-option-b", false, "Terraform attaches the web ACL to its load balancer"],
  ["ml-inference-prod", false, "an NLB supports no web ACL"],
])("LBC-01 %s lets the controller attach web ACLs: %s, since %s", (environment, enableWafv2) => {
  expect(controllerValues(environment)).toMatchObject({ enableWafv2 });
});

test.each(ENVIRONMENTS)(
  "LBC-01 %s has no webhook for Services, since its Services name their class",
  (environment) => {
    expect(controllerValues(environment)).toMatchObject({ enableServiceMutatorWebhook: false });
  },
);

test.each(ENVIRONMENTS)("LBC-01 %s trusts exactly the controller's service account", (environment) => {
  expect(text(environment)).toHaveResourceWithProperties(IamRole, {
    name: expect.stringMatching(/-load-balancer-controller$/),
    assume_role_policy: podTrust("kube-system", "aws-load-balancer-controller"),
  });
});

test.each(ENVIRONMENTS)("LBC-01 %s has the complete policy of that version on the role", (environment) => {
  expect(text(environment)).toHaveResourceWithProperties(IamRolePolicy, {
    role: "${aws_iam_role.load_balancer_controller.id}",
    policy: policyDocument(controllerPolicy("aws")),
  });
});

test.each(ENVIRONMENTS)(
  "LBC-01 %s creates the service account in Terraform, with its role",
  (environment) => {
    expect(text(environment)).toHaveResourceWithProperties(ServiceAccountV1, {
      metadata: {
        name: "aws-load-balancer-controller",
        namespace: "kube-system",
        annotations: { "eks.amazonaws.com/role-arn": "${aws_iam_role.load_balancer_controller.arn}" },
      },
    });
  },
);

test.each(ENVIRONMENTS)("LBC-01 %s lets the chart use that service account", (environment) => {
  expect(controllerValues(environment)).toMatchObject({
    serviceAccount: { create: false, name: "aws-load-balancer-controller" },
  });
});

test.each(ENVIRONMENTS)("LBC-01 %s destroys account and permissions after the controller", (environment) => {
  expect(platform(environment).find(CONTROLLER)?.config["depends_on"]).toEqual([
    "kubernetes_service_account_v1.load_balancer_controller",
    "aws_iam_role.load_balancer_controller",
    "aws_iam_role_policy.load_balancer_controller",
  ]);
});

test.each(ENVIRONMENTS)(
  "LBC-01 %s exports the command that upgrades CRDs, with the chart's repository",
  (environment) => {
    const stack = platform(environment);
    const repository = stack.find(CONTROLLER)?.config["repository"] as string;
    expect(asObject(stack.outputs["controller_crds_command"])["value"]).toContain(repository);
  },
);

test.each(ENVIRONMENTS)("TAG-01 %s passes Terraform's default tags to the controller", (environment) => {
  const [aws] = asArray(platform(environment).providers["aws"]);
  const [{ tags } = {}] = asArray(asObject(aws)["default_tags"]) as JsonObject[];
  const ours = ["environment", "layer", "owner", "private-eks-inference", "project", "repository"];
  expect(Object.keys(asObject(tags)).sort()).toEqual(
    [...Object.keys(configWith(environment).tags), ...ours].sort(),
  );
  expect(controllerValues(environment)["defaultTags"]).toEqual({
    ...(tags as object),
    layer: "load-balancers",
  });
});
