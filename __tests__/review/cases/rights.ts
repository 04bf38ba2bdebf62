import { within } from "../../support/findings";
import { type Layers } from "../pairs";
import { type ReviewCase } from "./case";
import { modelPolicy } from "./reference-blocks";

const RETAIL = "retail-forecast";
const PROD = "ml-inference-prod";
const HARDENED = "ml-inference-hardened";

const FILES = "arn:aws:s3:::retail-forecast-models-111122223333";

const podRole = ({ models }: Layers) => models.resource.kubernetes_role_v1.ml_inference_api;

/** Rights that widen or narrow, compared as sets, and identities that end while programs use them. */
export const RIGHTS_CASES: readonly ReviewCase[] = [
  {
    name: "a statement of a policy is split into two that allow the same",
    environment: RETAIL,
    edit: ({ network }) =>
      within(network.resource.aws_iam_role_policy.flow_logs, "policy", (policy) => {
        const wide = policy["Statement"].find(
          ({ Action: actions }: { readonly Action: unknown }) => Array.isArray(actions) && actions.length > 1,
        );
        const [first, ...others] = wide.Action;
        policy["Statement"].push({ ...wide, Sid: "SplitOff", Action: first });
        wide.Action = others;
      }),
    verdict: "safe",
    harm: "in place",
    first: ["safe"],
    why: "The role has the same rights by other statements.",
  },
  {
    name: "a model may read the files of all models",
    environment: RETAIL,
    edit: (layers) =>
      within(modelPolicy(layers), "policy", (policy) => {
        policy["Statement"][0].Resource = `${FILES}/*`;
      }),
    verdict: "needs attention",
    harm: "more access",
    first: ["aws_iam_role.retail_forecast_api", `${FILES}/*`],
    why: "The resource widens from the files of the model to those of each model.",
  },
  {
    name: "a statement of a policy loses its condition",
    environment: RETAIL,
    edit: (layers) =>
      within(modelPolicy(layers), "policy", (policy) => {
        delete policy["Statement"][1].Condition;
      }),
    verdict: "needs attention",
    harm: "more access",
    first: ["aws_iam_role.retail_forecast_api", "s3:ListBucket"],
    why: "The role may list all names in the bucket.",
  },
  {
    name: "the role of a model is deleted while its pods run",
    environment: RETAIL,
    edit: ({ models }) => {
      delete models.resource.aws_iam_role;
      delete models.resource.aws_iam_role_policy;
      delete models.resource.kubernetes_service_account_v1.retail_forecast_api.metadata.annotations;
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_iam_role.retail_forecast_api", "models:retail-forecast-api"],
    why: "Pods that run get no credentials from the moment of the apply.",
  },
  {
    name: "the role of a model trusts another service account while its pods run",
    environment: RETAIL,
    edit: ({ models }) => {
      const role = models.resource.aws_iam_role.retail_forecast_api;
      role.assume_role_policy = role.assume_role_policy.replace(
        "serviceaccount:models:retail-forecast-api",
        "serviceaccount:models:batch",
      );
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_iam_role.retail_forecast_api", "models:retail-forecast-api"],
    why: "The pods of the model get no credentials as soon as those that they have end.",
  },
  {
    name: "the provider of the tokens of pods is deleted",
    environment: RETAIL,
    edit: ({ cluster }) => {
      delete cluster.resource.aws_iam_openid_connect_provider;
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_iam_openid_connect_provider.irsa"],
    why: "IAM no longer trusts the tokens of the cluster, so no pod gets credentials.",
  },
  {
    name: "the only administrator of the cluster is removed",
    environment: PROD,
    edit: ({ cluster }) => {
      delete cluster.resource.aws_eks_access_entry;
      delete cluster.resource.aws_eks_access_policy_association;
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "ml-platform-admin", "AmazonEKSClusterAdminPolicy"],
    why: "People who use this role are cut off, and nobody administers the cluster then.",
  },
  {
    name: "a role may edit another namespace too",
    environment: HARDENED,
    edit: ({ cluster }) => {
      cluster.resource.aws_eks_access_policy_association.access_ml_on_call.access_scope.namespaces.push(
        "kube-system",
      );
    },
    verdict: "destructive",
    harm: "full rights",
    first: ["ml-on-call", "kube-system"],
    why: "The role may change the programs of the cluster itself.",
  },
  {
    name: "the pods of a model may read the Secrets of their namespace",
    environment: PROD,
    edit: (layers) => {
      const role = podRole(layers);
      role.rule = [[role.rule].flat(), { api_groups: [""], resources: ["secrets"], verbs: ["get"] }].flat();
    },
    verdict: "needs attention",
    harm: "more access",
    first: ["get", "secrets", "ml-inference-api"],
    why: "A pod that is taken over reads the secrets of all models of the namespace.",
  },
  {
    name: "the pods of a model lose all rights of Kubernetes",
    environment: PROD,
    edit: ({ models }) => {
      delete models.resource.kubernetes_role_binding_v1;
      delete models.resource.kubernetes_role_v1;
    },
    verdict: "needs attention",
    harm: "none",
    first: ["ml-inference-api", "configmaps"],
    why: "The files do not show which of these rights the program uses, and the checks report the lost ones.",
  },
  {
    name: "a policy with all rights is attached to the role of the nodes",
    environment: RETAIL,
    edit: ({ cluster }) => {
      cluster.resource.aws_iam_role_policy_attachment.nodes_admin = {
        role: "${aws_iam_role.nodes.name}",
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      };
    },
    verdict: "destructive",
    harm: "full rights",
    first: ["aws_iam_role.nodes", "AdministratorAccess"],
    why: "Each program on a node gets all rights in the account.",
  },
  {
    name: "a further statement of the key of the cluster refuses the deletion of the key",
    environment: RETAIL,
    edit: ({ cluster }) =>
      within(cluster.resource.aws_kms_key.cluster, "policy", (policy) => {
        policy["Statement"].push({
          Sid: "Keep",
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: "kms:ScheduleKeyDeletion",
          Resource: "*",
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
        });
      }),
    verdict: "safe",
    harm: "in place",
    first: ["aws_kms_key.cluster", "kms:ScheduleKeyDeletion"],
    why: "It gives no right, and a person with a second factor can still delete the key, so that it locks nobody out.",
  },
  {
    name: "the bucket of models no longer refuses requests without TLS",
    environment: RETAIL,
    edit: ({ cluster }) => {
      delete cluster.resource.aws_s3_bucket_policy.models;
    },
    verdict: "needs attention",
    harm: "more access",
    first: ["aws_s3_bucket_policy.models", "loses a Deny"],
    why: "A Deny that goes opens what it refused.",
  },
];
