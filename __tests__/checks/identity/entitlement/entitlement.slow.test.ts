import { IDENTITY_CHECKS } from "../../../../src/checks/generated/identity";
import { type Edit, newlyFound } from "../../../support/findings";
import {
  ACCOUNT,
  added,
  ADMIN,
  all,
  ARTIFACTS,
  AUDITORS,
  can,
  ENVIRONMENT,
  limited,
  MLFLOW,
  MODEL,
  MODELS,
  NODES,
  ofModel,
  onArtifacts,
  onArtifactsKey,
  onClusterKey,
  onModels,
  onRuns,
  onState,
  onStateKey,
  onTopic,
  onVault,
  OPERATORS,
  PLANNER,
  policyOf,
  RUNS,
  SESSION,
  STATE,
  to,
  trustOfModel,
  type Written,
} from "./rights";

const ERRORS = IDENTITY_CHECKS.filter(({ severity }) => severity === "error");

type Row = readonly [title: string, edit: Edit, words: RegExp];

const FORECAST = "ml-platform-model-demand-forecast";
const OTHER_FILES = `${MODELS}/fraud-detection/1/*`;
const OWN_FILES = `${MODELS}/demand-forecast/*`;
const onRepository = (...statements: readonly Written[]) =>
  policyOf(
    "aws_ecr_repository_policy",
    { repository: "${aws_ecr_repository.sentiment.name}" },
    ...statements,
  );
const onPassword = (...statements: readonly Written[]) =>
  policyOf(
    "aws_secretsmanager_secret_policy",
    { secret_arn: "${aws_db_instance.mlflow.master_user_secret[0].secret_arn}" },
    ...statements,
  );
const grantOf = (grantee: string, operations: readonly string[]) =>
  added("aws_kms_grant", {
    key_id: "${aws_kms_key.mlflow_key.key_id}",
    grantee_principal: grantee,
    operations,
  });
const FOR_ACCOUNT = { StringEquals: { "aws:SourceAccount": ACCOUNT } };

/*
 * Each row gives a principal of the environment a right by one policy alone. The file entitles it to none of them.
 */
const FOREIGN_RIGHTS: readonly Row[] = [
  [
    "a bucket policy: a model reads the files of another one",
    onModels({ ...to(MODEL), ...can("s3:GetObject", OTHER_FILES) }),
    new RegExp(`${FORECAST}.*fraud-detection.*s3:GetObject|${FORECAST} reaches .*fraud-detection`),
  ],
  [
    "a bucket policy: a model replaces its own files",
    onModels({ ...to(MODEL), ...can("s3:PutObject", OWN_FILES) }),
    new RegExp(`${FORECAST}.*s3:PutObject`),
  ],
  [
    "a bucket policy: a model reads artifacts of MLflow",
    onArtifacts({ ...to(MODEL), ...can("s3:GetObject", `${ARTIFACTS}/*`) }),
    new RegExp(`${FORECAST}.*s3:GetObject`),
  ],
  [
    "a bucket policy: a model reads the state of Terraform",
    onState({ ...to(MODEL), ...can("s3:GetObject", `${STATE}/*`) }),
    new RegExp(`${FORECAST}.*s3:GetObject`),
  ],
  [
    "a bucket policy: a model deletes the lock of the state",
    onState({ ...to(MODEL), ...can("s3:DeleteObject", `${STATE}/*.tflock`) }),
    new RegExp(`${FORECAST}.*s3:DeleteObject`),
  ],
  [
    "a bucket policy: nodes read the files of every model",
    onModels({ ...to(NODES), ...can("s3:GetObject", `${MODELS}/*`) }),
    /ml-platform-nodes.*s3:GetObject/,
  ],
  [
    "a bucket policy: MLflow reads the artifacts of pipelines",
    onRuns({ ...to(MLFLOW), ...can("s3:GetObject", `${RUNS}/*`) }),
    /ml-platform-mlflow.*s3:GetObject/,
  ],
  [
    "a bucket policy: a model by a condition on its ARN",
    onArtifacts({
      Principal: "*",
      ...can("s3:GetObject", `${ARTIFACTS}/*`),
      Condition: { ArnEquals: { "aws:PrincipalArn": MODEL } },
    }),
    new RegExp(`${FORECAST}.*s3:GetObject`),
  ],
  [
    "a bucket policy: everyone in the network",
    onArtifacts({
      Principal: "*",
      ...can("s3:GetObject", `${ARTIFACTS}/*`),
      Condition: {
        StringEquals: { "aws:SourceVpce": "${data.terraform_remote_state.network.outputs.vpc_id}" },
      },
    }),
    /everyone reaches .*s3:GetObject/,
  ],
  [
    "a bucket policy by the name of the bucket: a model reads artifacts of MLflow",
    all(onArtifacts({ ...to(MODEL), ...can("s3:GetObject", `${ARTIFACTS}/*`) }), ({ cluster }) => {
      cluster.resource.aws_s3_bucket_policy.mlflow_artifacts.bucket = `ml-platform-mlflow-${ACCOUNT}`;
    }),
    new RegExp(`${FORECAST}.*s3:GetObject`),
  ],
  [
    "a bucket policy: a session of the role of a model",
    onArtifacts({ ...to(SESSION), ...can("s3:GetObject", `${ARTIFACTS}/*`) }),
    new RegExp(`${FORECAST}.*s3:GetObject`),
  ],
  [
    "a bucket policy: a session of a role whose boundary allows nothing of it",
    all(limited, onArtifacts({ ...to(SESSION), ...can("s3:GetObject", `${ARTIFACTS}/*`) })),
    new RegExp(`${FORECAST}.*s3:GetObject`),
  ],
  [
    "a bucket policy: a model changes the policy of the bucket",
    onModels({ ...to(MODEL), ...can("s3:PutBucketPolicy", MODELS) }),
    new RegExp(`${FORECAST}.*s3:PutBucketPolicy`),
  ],
  [
    "a bucket policy: auditors replace the files of models",
    onModels({ ...to(AUDITORS), ...can("s3:*", `${MODELS}/*`) }),
    /role\/audit.*s3:\*/,
  ],
  [
    "a bucket policy: auditors may do all but delete",
    onModels({ ...to(AUDITORS), NotAction: "s3:DeleteObject", Resource: `${MODELS}/*` }),
    /role\/audit/,
  ],
  [
    "a bucket policy: operators replace the state of Terraform",
    onState({ ...to(OPERATORS), ...can("s3:PutObject", `${STATE}/*`) }),
    /role\/operations.*s3:PutObject/,
  ],
  [
    "a bucket policy: the role of plans replaces the state of Terraform",
    onState({ ...to(PLANNER), ...can("s3:PutObject", `${STATE}/*`) }),
    /deployer-plan.*s3:PutObject/,
  ],
  [
    "a bucket policy: a service reads the state of Terraform for the account",
    onState({
      Principal: { Service: "lambda.amazonaws.com" },
      ...can("s3:GetObject", `${STATE}/*`),
      Condition: FOR_ACCOUNT,
    }),
    /lambda\.amazonaws\.com.*s3:GetObject/,
  ],
  [
    "the argument of a bucket: a model reads artifacts of MLflow",
    ({ cluster }) => {
      cluster.resource.aws_s3_bucket.mlflow_artifacts.policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", ...to(MODEL), ...can("s3:GetObject", `${ARTIFACTS}/*`) }],
      });
    },
    new RegExp(`${FORECAST}.*s3:GetObject`),
  ],
  [
    "an access point: a model reads artifacts of MLflow",
    policyOf(
      "aws_s3_access_point",
      { name: "x", bucket: "${aws_s3_bucket.mlflow_artifacts.id}" },
      {
        ...to(MODEL),
        ...can("s3:GetObject", `arn:aws:s3:eu-central-1:${ACCOUNT}:accesspoint/x/object/*`),
      },
    ),
    new RegExp(`${FORECAST}.*s3:GetObject`),
  ],
  [
    "a key policy: auditors delete the key",
    onClusterKey({ ...to(AUDITORS), ...can("kms:ScheduleKeyDeletion", "*") }),
    /role\/audit.*kms:ScheduleKeyDeletion/,
  ],
  [
    "a key policy: auditors have every right",
    onClusterKey({ ...to(AUDITORS), ...can("kms:*", "*") }),
    /role\/audit.*kms:\*/,
  ],
  [
    "a key policy: operators change the policy of the key of the state",
    onStateKey({ ...to(OPERATORS), ...can("kms:PutKeyPolicy", "*") }),
    /role\/operations.*kms:PutKeyPolicy/,
  ],
  [
    "a key policy: a model decrypts artifacts of MLflow",
    onArtifactsKey({ ...to(MODEL), ...can("kms:Decrypt", "*") }),
    new RegExp(`${FORECAST}.*kms:Decrypt`),
  ],
  [
    "a key policy: MLflow decrypts without the service that reads for it",
    onArtifactsKey({ ...to(MLFLOW), ...can("kms:Decrypt", "*") }),
    /ml-platform-mlflow.*kms:Decrypt/,
  ],
  [
    "a key policy: a model by the encryption context of another one",
    onClusterKey({
      ...to(MODEL),
      ...can("kms:Decrypt", "*"),
      Condition: { StringLike: { "kms:EncryptionContext:aws:s3:arn": OTHER_FILES } },
    }),
    new RegExp(`${FORECAST}.*kms:Decrypt`),
  ],
  [
    "a grant: a model decrypts artifacts of MLflow",
    grantOf(MODEL, ["Decrypt", "DescribeKey"]),
    new RegExp(`${FORECAST}.*kms:Decrypt`),
  ],
  ["a grant: auditors give grants", grantOf(AUDITORS, ["CreateGrant"]), /role\/audit.*kms:CreateGrant/],
  [
    "a policy of a secret: auditors read the password of a database",
    onPassword({ ...to(AUDITORS), ...can("secretsmanager:GetSecretValue", "*") }),
    /role\/audit.*secretsmanager:GetSecretValue/,
  ],
  [
    "a policy of a secret: a model reads the password of a database",
    onPassword({ ...to(MODEL), ...can("secretsmanager:Get*", "*") }),
    new RegExp(`${FORECAST}.*secretsmanager:Get`),
  ],
  [
    "a policy of a repository: a model replaces an image",
    onRepository({ ...to(MODEL), Action: ["ecr:PutImage", "ecr:BatchDeleteImage"] }),
    new RegExp(`${FORECAST}.*ecr:PutImage`),
  ],
  [
    "a policy of a topic: a model subscribes to alerts",
    onTopic({ ...to(MODEL), ...can("sns:Subscribe", "${aws_sns_topic.alerts.arn}") }),
    /model-demand-forecast/,
  ],
  [
    "a policy of a queue: operators purge the queue",
    all(
      added("aws_sqs_queue", { name: "requests" }),
      added("aws_sqs_queue_policy", {
        queue_url: "${aws_sqs_queue.x.id}",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", ...to(OPERATORS), ...can("sqs:PurgeQueue", "*") }],
        }),
      }),
    ),
    /role\/operations.*sqs:PurgeQueue/,
  ],
  [
    "a policy of a vault: operators open the backups",
    onVault({
      ...to(OPERATORS),
      ...can(["backup:CopyFromBackupVault", "backup:PutBackupVaultAccessPolicy"], "*"),
    }),
    /role\/operations.*backup:/,
  ],
  [
    "a policy of log groups: a model deletes the logs of the control plane",
    added("aws_cloudwatch_log_resource_policy", {
      policy_name: "x",
      policy_document: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            ...to(MODEL),
            ...can("logs:DeleteLogGroup", `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/aws/eks/*`),
          },
        ],
      }),
    }),
    new RegExp(`${FORECAST}.*logs:DeleteLogGroup`),
  ],
  [
    "a policy of a file system: nodes are root in it",
    all(
      added("aws_efs_file_system", { encrypted: true }),
      added("aws_efs_file_system_policy", {
        file_system_id: "${aws_efs_file_system.x.id}",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", ...to(NODES), Action: "elasticfilesystem:ClientRootAccess" }],
        }),
      }),
    ),
    /ml-platform-nodes.*elasticfilesystem:ClientRootAccess/,
  ],
  [
    "a trust: a model assumes the role of another one",
    trustOfModel({ ...to(MODEL), Action: "sts:AssumeRole" }),
    /fraud-detection/,
  ],
  [
    "a trust: auditors assume the role of a model",
    trustOfModel({ ...to(AUDITORS), Action: "sts:AssumeRole" }),
    /role\/audit/,
  ],
  [
    "an identity policy: a model reads the state of Terraform",
    ofModel(can("s3:GetObject", `${STATE}/*`)),
    new RegExp(`${FORECAST}.*s3:GetObject`),
  ],
  [
    "an attached policy: nodes read every bucket",
    added("aws_iam_role_policy_attachment", {
      role: "${aws_iam_role.nodes.name}",
      policy_arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    }),
    /ml-platform-nodes.*AmazonS3ReadOnlyAccess/,
  ],
];

const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** Rights that the file gives, and statements that give none. */
const OWN_RIGHTS: readonly (readonly [title: string, edit: Edit])[] = [
  [
    "a bucket policy: a model reads its own files",
    onModels({ ...to(MODEL), ...can("s3:GetObject", OWN_FILES) }),
  ],
  [
    "a bucket policy: a model reads one of its own files",
    onModels({ ...to(MODEL), ...can("s3:GetObject", `${MODELS}/demand-forecast/weights.bin`) }),
  ],
  [
    "a bucket policy: a model lists its own files",
    onModels({
      ...to(MODEL),
      ...can("s3:ListBucket", MODELS),
      Condition: { StringLike: { "s3:prefix": "demand-forecast/*" } },
    }),
  ],
  [
    "a bucket policy: an administrator changes the bucket and its files",
    onModels({ ...to(ADMIN), ...can(["s3:PutObject", "s3:PutBucketPolicy"], [MODELS, `${MODELS}/*`]) }),
  ],
  [
    "a bucket policy: auditors read",
    onModels({
      ...to(AUDITORS),
      ...can(["s3:GetObject", "s3:ListBucket", "s3:GetBucket*"], [MODELS, `${MODELS}/*`]),
    }),
  ],
  [
    "a bucket policy: the role of plans reads the state and takes its lock",
    onState(
      { ...to(PLANNER), ...can(["s3:GetObject", "s3:ListBucket"], [STATE, `${STATE}/*`]) },
      { ...to(PLANNER), ...can(["s3:PutObject", "s3:DeleteObject"], `${STATE}/*.tflock`) },
    ),
  ],
  [
    "a bucket policy: the account, whose policies decide",
    onModels({ ...to(`arn:aws:iam::${ACCOUNT}:root`), ...can("s3:PutObject", `${MODELS}/*`) }),
  ],
  [
    "a bucket policy: a model that a Deny refuses",
    onArtifacts(
      { ...to(MODEL), ...can("s3:GetObject", `${ARTIFACTS}/*`) },
      {
        Effect: "Deny",
        ...to(MODEL),
        ...can("s3:*", `${ARTIFACTS}/*`),
        Condition: { ArnEquals: { "aws:PrincipalArn": MODEL } },
      },
    ),
  ],
  [
    "a bucket policy: a role whose boundary allows nothing of it",
    all(limited, onArtifacts({ ...to(MODEL), ...can("s3:GetObject", `${ARTIFACTS}/*`) })),
  ],
  [
    "a bucket policy: a trail writes for its ARN",
    onModels({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      ...can("s3:PutObject", `${MODELS}/AWSLogs/${ACCOUNT}/*`),
      Condition: {
        StringEquals: { "aws:SourceArn": `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/main` },
      },
    }),
  ],
  [
    "a key policy: an administrator manages the key",
    onClusterKey({ ...to(ADMIN), ...can(["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy"], "*") }),
  ],
  [
    "a key policy: auditors see the key and decrypt",
    onClusterKey({
      ...to(AUDITORS),
      ...can(["kms:DescribeKey", "kms:GetKeyPolicy", "kms:List*", "kms:Decrypt"], "*"),
    }),
  ],
  [
    "a key policy: MLflow uses the key through S3, as its own policy says",
    onArtifactsKey({
      ...to(MLFLOW),
      ...can(["kms:Decrypt", "kms:GenerateDataKey"], "*"),
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
    }),
  ],
  [
    "a key policy: MLflow uses the key through the services of its own policy",
    onArtifactsKey({
      ...to(MLFLOW),
      ...can("kms:Decrypt", "*"),
      Condition: {
        StringEquals: {
          "kms:ViaService": ["s3.eu-central-1.amazonaws.com", "secretsmanager.eu-central-1.amazonaws.com"],
        },
      },
    }),
  ],
  ["a policy of a repository: nodes pull images", onRepository({ ...to(NODES), Action: PULL })],
  [
    "a policy of a secret: MLflow reads the password of its own database",
    onPassword({ ...to(MLFLOW), ...can("secretsmanager:GetSecretValue", "*") }),
  ],
  [
    "a policy of an endpoint: it names a model and grants nothing",
    ({ network }) => {
      network.resource.aws_vpc_endpoint.secretsmanager.policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
          { Effect: "Allow", ...to(MODEL), ...can("secretsmanager:GetSecretValue", "*") },
        ],
      });
    },
  ],
  ["a grant: MLflow sees its own key", grantOf(MLFLOW, [])],
];

test.each(FOREIGN_RIGHTS)("found: %s", (_, edit, words) => {
  expect(newlyFound(ERRORS, ENVIRONMENT, edit)).toContainEqual(expect.stringMatching(words));
});

test.each(OWN_RIGHTS)("accepted: %s", (_, edit) => {
  expect(newlyFound(ERRORS, ENVIRONMENT, edit)).toEqual([]);
});
