import { type Attack, STRANGER, edited } from "./attack";

const KEY_ELSEWHERE = `arn:aws:kms:ap-southeast-2:${STRANGER}:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f`;

/** Data, keys and programs of another account, region or registry. */
export const LOCALITY_ATTACKS: readonly Attack[] = [
  edited(
    "cluster",
    {
      id: "region-elsewhere",
      danger: "the cluster is made in another region",
      named: ["region-known", "zones-known", "provider-guards", "endpoint-usable"],
    },
    {
      provider: { aws: { 0: { region: "us-west-2" } } },
    },
  ),
  edited(
    "cluster",
    { id: "account-elsewhere", danger: "the cluster is made in another account", named: ["provider-guards"] },
    {
      provider: { aws: { 0: { allowed_account_ids: [STRANGER] } } },
    },
  ),
  edited(
    "models",
    {
      id: "image-of-stranger",
      danger: "another account decides what the model runs",
      named: ["model-program", "foreign-names", "image-reachable"],
    },
    {
      resource: {
        kubernetes_deployment_v1: {
          ml_inference_api: {
            spec: {
              template: {
                spec: {
                  container: { 0: { image: `${STRANGER}.dkr.ecr.ap-southeast-2.amazonaws.com/a:1.4.2` } },
                },
              },
            },
          },
        },
      },
    },
  ),
  edited(
    "models",
    {
      id: "image-of-region",
      danger: "images come from another region",
      named: ["model-program", "foreign-names", "image-reachable"],
    },
    {
      resource: {
        kubernetes_deployment_v1: {
          ml_inference_api: {
            spec: {
              template: {
                spec: {
                  container: {
                    0: {
                      image:
                        "222233334444.dkr.ecr.us-east-1.amazonaws.com/ml-inference-prod/ml-inference-api:1.4.2",
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  ),
  edited(
    "models",
    {
      id: "role-of-stranger",
      danger: "the model signs in to another account",
      named: ["irsa-trust", "service-account-roles"],
    },
    {
      resource: {
        kubernetes_service_account_v1: {
          ml_inference_api: {
            metadata: { annotations: { "eks.amazonaws.com/role-arn": `arn:aws:iam::${STRANGER}:role/a` } },
          },
        },
      },
    },
  ),
  edited(
    "cluster",
    {
      id: "key-of-stranger",
      danger: "another account can end the cluster with its key",
      named: ["cluster-secrets"],
    },
    {
      resource: {
        aws_eks_cluster: { main: { encryption_config: { provider: { key_arn: KEY_ELSEWHERE } } } },
      },
    },
  ),
  edited(
    "cluster",
    {
      id: "bucket-key-of-stranger",
      danger: "another account can end the models with its key",
      named: ["private-buckets"],
    },
    {
      resource: {
        aws_s3_bucket_server_side_encryption_configuration: {
          models: {
            rule: [
              {
                apply_server_side_encryption_by_default: {
                  sse_algorithm: "aws:kms",
                  kms_master_key_id: KEY_ELSEWHERE,
                },
              },
            ],
          },
        },
      },
    },
  ),
  edited(
    "cluster",
    {
      id: "backup-copy",
      danger: "backups are copied to another account",
      named: ["backup-vault"],
      environment: "ml-platform",
    },
    {
      resource: {
        aws_backup_plan: {
          backups: {
            rule: {
              0: {
                copy_action: [
                  { destination_vault_arn: `arn:aws:backup:eu-central-1:${STRANGER}:backup-vault:a` },
                ],
              },
            },
          },
        },
      },
    },
  ),
  edited(
    "network",
    {
      id: "flow-logs-elsewhere",
      danger: "the record of the network goes to a foreign bucket",
      named: ["flow-logs"],
    },
    {
      resource: {
        aws_flow_log: { flow_logs: { log_destination_type: "s3", log_destination: "arn:aws:s3:::stranger" } },
      },
    },
  ),
  edited(
    "models",
    {
      id: "secret-elsewhere",
      danger: "the model reads a secret of another account",
      named: ["policy-resources", "model-permissions"],
    },
    {
      data: {
        aws_secretsmanager_secret: {
          ml_inference_api_key: {
            name: null,
            arn: `arn:aws:secretsmanager:ap-southeast-2:${STRANGER}:secret:a-AbCdEf`,
          },
        },
      },
    },
  ),
];
