import { serviceAccountRoles } from "../../../src/checks/identity/service-account-roles";
import { newlyFound } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [serviceAccountRoles];

test.each<Case>([
  [
    "a role for a service account that does not exist",
    ML,
    ({ models }) => delete models.resource.kubernetes_service_account_v1.ml_inference_api,
    "it trusts ml-inference:ml-inference-api, which is not a service account or add-on of this environment",
  ],
  [
    "a missing role annotation",
    ML,
    ({ models }) =>
      delete models.resource.kubernetes_service_account_v1.ml_inference_api.metadata.annotations[
        "eks.amazonaws.com/role-arn"
      ],
    "it names no role, although ml-inference-model-ml-inference-api trusts it",
  ],
  [
    "a role annotation with another role",
    ML,
    ({ models }) =>
      (models.resource.kubernetes_service_account_v1.ml_inference_api.metadata.annotations[
        "eks.amazonaws.com/role-arn"
      ] = "arn:aws:iam::222233334444:role/other"),
    "its role is not one of this environment",
  ],
  [
    "a renamed service account",
    ML,
    ({ models }) => (models.resource.kubernetes_service_account_v1.ml_inference_api.metadata.name = "other"),
    "role ml-inference-model-ml-inference-api trusts ml-inference:ml-inference-api, not ml-inference:other",
  ],
  [
    "an add-on without its role",
    ML,
    ({ cluster }) => delete cluster.resource.aws_eks_addon.vpc_cni.service_account_role_arn,
    "it names no role, although ml-inference-vpc-cni trusts it",
  ],
  [
    "an add-on with the role of another",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_addon.vpc_cni.service_account_role_arn =
        "${aws_iam_role.cloudwatch_agent.arn}"),
    "role ml-inference-cloudwatch-agent trusts amazon-cloudwatch:cloudwatch-agent, not kube-system:aws-node",
  ],
  [
    "the global STS endpoint",
    ML,
    ({ models }) =>
      (models.resource.kubernetes_service_account_v1.ml_inference_api.metadata.annotations[
        "eks.amazonaws.com/sts-regional-endpoints"
      ] = "false"),
    "it uses the global STS endpoint, which is unreachable from a private network",
  ],
])("service-account-roles finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
