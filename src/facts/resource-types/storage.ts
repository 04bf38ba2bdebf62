import { BUCKET_NAME } from "../name-limits";
import { WORD_CHARACTERS, limit } from "./name-limit";
import { type TypeRows, each } from "./resource-type";

const WITHOUT_COST = [
  ...["aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket_logging", "aws_s3_bucket_ownership_controls"],
  ...["aws_s3_bucket_public_access_block", "aws_s3_bucket_server_side_encryption_configuration"],
  "aws_s3_bucket_versioning",
];

/** Objects, images and backups. */
export const STORAGE: TypeRows = {
  aws_s3_bucket: {
    file: "storage",
    cost: "none",
    limits: [BUCKET_NAME],
    unique: { attribute: "bucket", within: "world" },
    arn: "arn:{partition}:s3:::{name}",
    idIsName: true,
    held: { noun: "bucket", loss: "its objects", rank: 15 },
  },
  aws_s3_bucket_policy: { file: "storage", cost: "none", json: ["policy"] },
  ...each(WITHOUT_COST, { file: "storage", cost: "none" }),
  aws_s3_object: { cost: "none" },
  aws_ecr_repository: {
    file: "registry",
    cost: "lines",
    limits: [
      limit(
        "name",
        256,
        /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
        "lowercase letters and digits, separated by single . _ - or /",
        2,
      ),
    ],
    unique: { attribute: "name", within: "region" },
    arn: "arn:{partition}:ecr:{region}:{account}:repository/{name}",
    idIsName: true,
    held: { noun: "repository", loss: "its images", rank: 16 },
  },
  aws_ecr_pull_through_cache_rule: {
    file: "registry",
    cost: "none",
    limits: [
      limit(
        "ecr_repository_prefix",
        30,
        /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
        "lowercase letters and digits, separated by single . _ - or /",
        2,
      ),
    ],
    unique: { attribute: "ecr_repository_prefix", within: "region" },
  },
  aws_ecr_lifecycle_policy: { file: "registry", cost: "none", json: ["policy"] },
  aws_ecr_repositories: { file: "registry" },
  ...each(["aws_ecr_repository_policy", "aws_ecr_registry_policy"], { cost: "none" }),
  aws_db_instance: {
    file: "database",
    cost: "lines",
    limits: [
      limit(
        "identifier",
        63,
        /^[a-z](?!.*--)([a-z0-9-]*[a-z0-9])?$/,
        "lowercase letters, digits and single -",
      ),
    ],
    unique: { attribute: "identifier", within: "region" },
    arn: "arn:{partition}:rds:{region}:{account}:db:{name}",
    held: { noun: "database", loss: "its data", rank: 19 },
  },
  aws_db_subnet_group: {
    file: "database",
    cost: "none",
    limits: [limit("name", 255, /^(?!default$)[a-z0-9._ -]+$/, "lowercase letters, digits, spaces and ._-")],
    unique: { attribute: "name", within: "region" },
    idIsName: true,
  },
  aws_db_parameter_group: {
    file: "database",
    cost: "none",
    limits: [
      limit("name", 255, /^[a-z](?!.*--)([a-z0-9-]*[a-z0-9])?$/, "lowercase letters, digits and single -"),
    ],
    unique: { attribute: "name", within: "region" },
    idIsName: true,
  },
  aws_secretsmanager_secret_rotation: { file: "database", cost: "none" },
  // The estimate lists stored and restored data as not counted.
  aws_backup_vault: {
    file: "backups",
    cost: "none",
    limits: [limit("name", 50, ...WORD_CHARACTERS, 2)],
    unique: { attribute: "name", within: "region" },
    arn: "arn:{partition}:backup:{region}:{account}:backup-vault:{name}",
    idIsName: true,
    held: { noun: "backup vault", loss: "its backups", rank: 18 },
  },
  aws_backup_vault_policy: { file: "backups", cost: "none", json: ["policy"] },
  ...each(["aws_backup_vault_lock_configuration", "aws_backup_vault_notifications"], {
    file: "backups",
    cost: "none",
  }),
  aws_backup_plan: {
    file: "backups",
    cost: "none",
    limits: [limit("name", 50, /^[\w.-]+$/, "letters, digits and ._-")],
  },
  aws_backup_selection: {
    file: "backups",
    cost: "none",
    limits: [limit("name", 50, /^[\w.-]+$/, "letters, digits and ._-")],
  },
};
