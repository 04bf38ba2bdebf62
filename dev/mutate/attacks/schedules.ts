import { type Attack, STRANGER, edited, own } from "./attack";

/** Schedules, and lives of data: they stop, delete or start something later. */
export const SCHEDULE_ATTACKS: readonly Attack[] = [
  own(
    "cluster",
    "scale-to-zero",
    "no node at night",
    ["node-schedules"],
    `
resource "aws_autoscaling_schedule" "a" {
  scheduled_action_name  = "a"
  autoscaling_group_name = aws_eks_node_group.general_a.resources[0].autoscaling_groups[0].name
  min_size               = 0
  max_size               = 0
  desired_capacity       = 0
  recurrence             = "0 20 * * *"
}`,
  ),
  own(
    "cluster",
    "scheduler-delete",
    "the cluster is deleted at a time",
    ["scheduled-work"],
    `
resource "aws_scheduler_schedule" "a" {
  schedule_expression = "cron(0 20 * * ? *)"
  flexible_time_window { mode = "OFF" }
  target {
    arn      = "arn:aws:scheduler:::aws-sdk:eks:deleteCluster"
    role_arn = aws_iam_role.nodes.arn
  }
}`,
  ),
  own(
    "cluster",
    "event-runs-task",
    "a schedule runs a program",
    ["scheduled-work"],
    `
resource "aws_cloudwatch_event_target" "a" {
  rule     = "a"
  arn      = "arn:aws:ssm:ap-southeast-2::document/AWS-RunShellScript"
  role_arn = aws_iam_role.nodes.arn
}`,
  ),
  own(
    "cluster",
    "run-on-nodes",
    "a program on all machines of the account",
    ["scheduled-work"],
    `
resource "aws_ssm_association" "a" {
  name                = "AWS-RunShellScript"
  schedule_expression = "rate(30 minutes)"
  parameters          = { commands = "id" }
  targets {
    key    = "InstanceIds"
    values = ["*"]
  }
}`,
  ),
  own(
    "cluster",
    "maintenance-window",
    "a window in which programs run on machines",
    [],
    `
resource "aws_ssm_maintenance_window" "a" {
  name     = "a"
  schedule = "cron(0 20 ? * * *)"
  duration = 2
  cutoff   = 1
}`,
  ),
  own(
    "cluster",
    "termination-policy",
    "the scaling group ends nodes by a hook of another account",
    ["foreign-names"],
    `
resource "aws_autoscaling_lifecycle_hook" "a" {
  name                    = "a"
  autoscaling_group_name  = "a"
  lifecycle_transition    = "autoscaling:EC2_INSTANCE_TERMINATING"
  notification_target_arn = "arn:aws:sqs:ap-southeast-2:${STRANGER}:a"
  role_arn                = aws_iam_role.nodes.arn
}`,
  ),
  own(
    "cluster",
    "fault-injection",
    "an experiment stops nodes",
    ["scheduled-work"],
    `
resource "aws_fis_experiment_template" "a" {
  description = "a"
  role_arn    = aws_iam_role.nodes.arn
  stop_condition { source = "none" }
  action {
    name      = "a"
    action_id = "aws:ec2:terminate-instances"
  }
}`,
  ),
  own(
    "cluster",
    "lifecycle-own",
    "models are deleted after a day",
    ["private-buckets"],
    `
resource "aws_s3_bucket_lifecycle_configuration" "a" {
  bucket = aws_s3_bucket.models.id
  rule {
    id     = "a"
    status = "Enabled"
    filter {}
    expiration { days = 1 }
  }
}`,
  ),
  own(
    "models",
    "scale-model-to-zero",
    "a second autoscaler keeps the model at one replica",
    ["hpa-works", "few-replicas"],
    `
resource "kubernetes_horizontal_pod_autoscaler_v2" "a" {
  metadata {
    name      = "a"
    namespace = kubernetes_namespace_v1.models.metadata[0].name
  }
  spec {
    min_replicas = 1
    max_replicas = 1
    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = "ml-inference-api"
    }
  }
}`,
  ),
  edited(
    "cluster",
    { id: "images-expire", danger: "images in use are deleted", named: ["image-registry"] },
    {
      resource: {
        aws_ecr_lifecycle_policy: {
          ml_inference_api: {
            policy: JSON.stringify({
              rules: [
                {
                  rulePriority: 1,
                  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 },
                  action: { type: "expire" },
                },
              ],
            }),
          },
        },
      },
    },
  ),
  edited(
    "state",
    { id: "state-expires", danger: "the state is deleted", named: ["state-backend", "private-buckets"] },
    {
      resource: {
        aws_s3_bucket_lifecycle_configuration: {
          state_bucket: { rule: [{ id: "a", status: "Enabled", filter: {}, expiration: { days: 1 } }] },
        },
      },
    },
  ),
  edited(
    "cluster",
    {
      id: "backups-expire",
      danger: "backups are deleted after a day",
      named: ["backup-retention"],
      environment: "ml-platform",
    },
    {
      resource: { aws_backup_plan: { backups: { rule: { 0: { lifecycle: { delete_after: 1 } } } } } },
    },
  ),
  edited(
    "cluster",
    {
      id: "backups-rare",
      danger: "a backup each year",
      named: ["backup-retention", "backup-coverage"],
      environment: "ml-platform",
    },
    {
      resource: { aws_backup_plan: { backups: { rule: { 0: { schedule: "cron(0 3 1 1 ? *)" } } } } },
    },
  ),
  edited(
    "cluster",
    {
      id: "database-no-backup",
      danger: "a database without backups",
      named: ["database-private", "backup-coverage", "backup-retention"],
      environment: "ml-platform",
    },
    {
      resource: { aws_db_instance: { mlflow: { backup_retention_period: 0 } } },
    },
  ),
  edited(
    "models",
    {
      id: "models-one-replica",
      danger: "one replica at night",
      named: ["few-replicas", "disruption-budget"],
    },
    {
      resource: {
        kubernetes_horizontal_pod_autoscaler_v2: { ml_inference_api: { spec: { min_replicas: 1 } } },
      },
    },
  ),
];
