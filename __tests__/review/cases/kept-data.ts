import { within } from "../../support/findings";
import { type Layers } from "../pairs";
import { type ReviewCase } from "./case";

const RETAIL = "retail-forecast";
const PLATFORM = "ml-platform";

const rulesOfModels = ({ cluster }: Layers) =>
  cluster.resource.aws_s3_bucket_lifecycle_configuration.models.rule;

/** The rule by which a repository of a model keeps its newest images. */
const imagesKept = ({ cluster }: Layers, count: number): void =>
  within(cluster.resource.aws_ecr_lifecycle_policy.retail_forecast_api, "policy", (policy) => {
    policy["rules"][1].selection.countNumber = count;
  });

/** How long logs, objects, images and backups are kept, and what protects them. */
export const KEPT_DATA_CASES: readonly ReviewCase[] = [
  {
    name: "logs of the control plane are never deleted",
    environment: RETAIL,
    edit: ({ cluster }) =>
      Reflect.deleteProperty(cluster.resource.aws_cloudwatch_log_group.control_plane, "retention_in_days"),
    verdict: "needs attention",
    harm: "in place",
    first: ["aws_cloudwatch_log_group.control_plane", "retention"],
    why: "Nothing is lost, but a check demands a retention, since the storage grows without an end.",
  },
  {
    name: "the log group of flow logs gets another name",
    environment: RETAIL,
    edit: ({ network }) => {
      network.resource.aws_cloudwatch_log_group.flow_logs.name = "/vpc/flow-logs";
    },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "aws_cloudwatch_log_group.flow_logs"],
    why: "The old log group is deleted with its records.",
  },
  {
    name: "flow logs record rejected connections only",
    environment: RETAIL,
    edit: ({ network }) => {
      network.resource.aws_flow_log.flow_logs.traffic_type = "REJECT";
    },
    verdict: "needs attention",
    harm: "replaced",
    first: ["aws_flow_log.flow_logs", "REJECT"],
    why: "Connections that succeed, which an investigation needs most, are no longer recorded.",
  },
  {
    name: "a repository keeps 5 images, not 50",
    environment: RETAIL,
    edit: (layers) => imagesKept(layers, 5),
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "aws_ecr_lifecycle_policy.retail_forecast_api", "50 → 5"],
    why: "ECR deletes 45 images within a day, and no rollback to them is possible.",
  },
  {
    name: "a repository keeps 100 images, not 50",
    environment: RETAIL,
    edit: (layers) => imagesKept(layers, 100),
    verdict: "safe",
    harm: "replaced",
    first: ["safe", "50 → 100"],
    why: "Nothing is deleted earlier than before, and no rule runs while the policy is replaced.",
  },
  {
    name: "a repository may be deleted with its images",
    environment: RETAIL,
    edit: ({ cluster }) => {
      cluster.resource.aws_ecr_repository.retail_forecast_api.force_delete = true;
    },
    verdict: "needs attention",
    harm: "less protection",
    first: ["aws_ecr_repository.retail_forecast_api", "force_delete"],
    why: "A later removal of the repository deletes its images, where AWS refused it before.",
  },
  {
    name: "model files are deleted after 30 days",
    environment: RETAIL,
    edit: (layers) => {
      rulesOfModels(layers).push({
        id: "old-models",
        status: "Enabled",
        filter: [{}],
        expiration: [{ days: 30 }],
      });
    },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "aws_s3_bucket_lifecycle_configuration.models", "30"],
    why: "The rule deletes model files that pods load at each start.",
  },
  {
    name: "old versions of model files are kept forever",
    environment: RETAIL,
    edit: (layers) => {
      Reflect.deleteProperty(rulesOfModels(layers)[0], "noncurrent_version_expiration");
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["aws_s3_bucket_lifecycle_configuration.models"],
    why: "Nothing is lost, but a check demands an end, since the storage grows without one.",
  },
  {
    name: "backups of a database are kept 1 day, not 14",
    environment: PLATFORM,
    edit: ({ cluster }) => {
      cluster.resource.aws_db_instance.mlflow.backup_retention_period = 1;
    },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "aws_db_instance.mlflow", "14 → 1"],
    why: "RDS deletes the automated backups of thirteen days.",
  },
  {
    name: "the next major version of PostgreSQL",
    environment: PLATFORM,
    edit: ({ cluster }) => {
      cluster.resource.aws_db_instance.mlflow.engine_version = "18";
    },
    verdict: "needs attention",
    harm: "cannot go back",
    first: ["cannot go back", "aws_db_instance.mlflow", "17 → 18"],
    why: "A database cannot return to an older version; it is not available during the upgrade, in its maintenance window.",
  },
  {
    name: "backups no longer include a database",
    environment: PLATFORM,
    edit: ({ cluster }) => {
      cluster.resource.aws_backup_selection.backups.resources =
        cluster.resource.aws_backup_selection.backups.resources.filter(
          (arn: string) => !arn.endsWith("db:ml-platform-mlflow"),
        );
    },
    verdict: "needs attention",
    harm: "replaced",
    first: ["aws_backup_selection.backups", "db:ml-platform-mlflow"],
    why: "No new backup of the database is made.",
  },
  {
    name: "backups once a week, not each day",
    environment: PLATFORM,
    edit: ({ cluster }) => {
      cluster.resource.aws_backup_plan.backups.rule[0].schedule = "cron(0 3 ? * 1 *)";
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["aws_backup_plan.backups", "cron(0 3 ? * 1 *)"],
    why: "Up to a week of data is in no backup.",
  },
];
