import { type Layer } from "../../../../src/base/layers";
import { type Editable } from "../../../support/altered";
import { type Edit, within } from "../../../support/findings";

/** The environment of all cases, with two models, people and every kind of data. */
export const ENVIRONMENT = "ml-platform";
export const ACCOUNT = "444455556666";
const ROLES = `arn:aws:iam::${ACCOUNT}:role`;
export const MODEL = `${ROLES}/ml-platform-model-demand-forecast`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/ml-platform-model-demand-forecast/run`;
export const NODES = `${ROLES}/ml-platform-nodes`;
export const MLFLOW = `${ROLES}/ml-platform-mlflow`;
export const ADMIN = `${ROLES}/ml-platform-admin`;
export const AUDITORS = `${ROLES}/audit`;
export const OPERATORS = `${ROLES}/operations`;
export const PLANNER = `${ROLES}/ml-platform-deployer-plan`;

const bucketNamed = (name: string) => `arn:aws:s3:::ml-platform-${name}-${ACCOUNT}`;
export const MODELS = bucketNamed("models");
export const ARTIFACTS = bucketNamed("mlflow");
export const RUNS = bucketNamed("pipelines");
export const STATE = bucketNamed("tfstate");

export interface Written {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: Readonly<Record<string, string>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export const to = (...arns: readonly string[]): Written => ({ Principal: { AWS: arns } });

export const can = (action: string | readonly string[], resource: string | readonly string[]): Written => ({
  Action: action,
  Resource: resource,
});

const allow = (statement: Written): Written => ({ Effect: "Allow", ...statement });

export const documentOf = (...statements: readonly Written[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements.map(allow) });

/** Adds statements to the policy in an argument of a block. */
const widened =
  (layer: Layer, type: string, name: string, attribute: string) =>
  (...statements: readonly Written[]): Edit =>
  (layers) => {
    within((layers[layer].resource[type] as Editable)[name] as Editable, attribute, ({ Statement }) => {
      (Statement as object[]).push(...statements.map(allow));
    });
  };

export const onModels = widened("cluster", "aws_s3_bucket_policy", "models", "policy");
export const onArtifacts = widened("cluster", "aws_s3_bucket_policy", "mlflow_artifacts", "policy");
export const onRuns = widened("cluster", "aws_s3_bucket_policy", "kubeflow_pipelines_artifacts", "policy");
export const onState = widened("state", "aws_s3_bucket_policy", "state_bucket", "policy");
export const onClusterKey = widened("cluster", "aws_kms_key", "cluster", "policy");
export const onArtifactsKey = widened("cluster", "aws_kms_key", "mlflow_key", "policy");
export const onStateKey = widened("state", "aws_kms_key", "state_key", "policy");
export const onTopic = widened("cluster", "aws_sns_topic", "alerts", "policy");
export const onVault = widened("cluster", "aws_backup_vault_policy", "backups", "policy");
export const ofModel = widened("models", "aws_iam_role_policy", "demand_forecast", "policy");
export const trustOfModel = widened("models", "aws_iam_role", "fraud_detection", "assume_role_policy");

/** Adds a block. */
export const added =
  (type: string, args: object, layer: Layer = "cluster"): Edit =>
  (layers) => {
    const blocks = (layers[layer].resource[type] ??= {}) as Editable;
    blocks["x"] = args;
  };

/** Adds the policy of another block. */
export const policyOf = (type: string, args: object, ...statements: readonly Written[]): Edit =>
  added(type, { ...args, policy: documentOf(...statements) });

export const all =
  (...edits: readonly Edit[]): Edit =>
  (layers) => {
    for (const edit of edits) edit(layers);
  };

/** Limits the role of the model to the bucket of models. */
export const limited: Edit = all(
  added(
    "aws_iam_policy",
    {
      name: "limit",
      policy: documentOf(
        can(["s3:GetObject", "s3:ListBucket"], [MODELS, `${MODELS}/*`]),
        can("kms:Decrypt", "*"),
      ),
    },
    "models",
  ),
  ({ models }) => {
    models.resource.aws_iam_role.demand_forecast.permissions_boundary = "${aws_iam_policy.x.arn}";
  },
);
