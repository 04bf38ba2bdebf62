import { type Layer } from "../../../src/base/layers";
import { type LegitimateFile } from "./change";

interface Place {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** Address of its VPC, such as `data.aws_vpc.main`. */
  readonly vpc: string;
}

/** A number that differs from one file to the next, and values that it chooses. */
class Choice {
  constructor(readonly index: number) {}

  of<T>(...values: readonly [T, ...T[]]): T {
    return values[this.index % values.length] ?? values[0];
  }
}

type Template = readonly [layer: Layer, name: string, text: (choice: Choice, place: Place) => string];

const statement = (text: string): string => `jsonencode({ Version = "2012-10-17", Statement = [${text}] })`;

const key = (name: string, { account, environment }: Place, more = ""): string => `
resource "aws_kms_key" "${name}" {
  description             = "data of a team"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = ${statement(`{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::${account}:root" }, Action = "kms:*", Resource = "*" }${more}`)}
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "${name}" {
  name          = "alias/${environment}-${name}"
  target_key_id = aws_kms_key.${name}.key_id
}
`;

const bucket: Template = [
  "cluster",
  "bucket",
  (choice, place) => `${key("reports", place)}
resource "aws_s3_bucket" "reports" {
  bucket = "${place.environment}-reports-${place.account}"
  tags   = { Name = "${place.environment}-reports", team = "${choice.of("a", "b", "c")}" }
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "reports" {
  bucket                  = aws_s3_bucket.reports.${choice.of("id", "bucket")}
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "reports" {
  bucket = aws_s3_bucket.reports.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "reports" {
  bucket = aws_s3_bucket.reports.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "reports" {
  bucket = aws_s3_bucket.reports.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.reports.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "reports" {
  bucket = aws_s3_bucket.reports.id
  rule {
    id     = "old-versions"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days = ${choice.of(30, 60, 365)}
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = ${choice.of(3, 7)}
    }
  }
}

resource "aws_s3_bucket_policy" "reports" {
  bucket = aws_s3_bucket.reports.id
  policy = ${statement(`
    {
      Effect    = "Deny"
      Principal = ${choice.of('"*"', '{ AWS = "*" }')}
      Action    = ${choice.of('"s3:*"', '["s3:*"]')}
      Resource  = [aws_s3_bucket.reports.arn, "\${aws_s3_bucket.reports.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = ${choice.of('"false"', "false", '["false"]')} } }
    },
    {
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = "\${aws_s3_bucket.reports.arn}/*"
      Condition = {
        StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" }
        Null            = { "s3:x-amz-server-side-encryption" = "false" }
      }
    }`)}
}
`,
];

const OTHERS: readonly Template[] = [
  [
    "cluster",
    "queue",
    (choice, { environment }) => `
resource "aws_sqs_queue" "jobs" {
  name                       = "${environment}-jobs"
  visibility_timeout_seconds = ${choice.of(60, 120, 900)}
  message_retention_seconds  = ${choice.of(86400, 345600)}
  ${choice.of("", "sqs_managed_sse_enabled = true")}
}
`,
  ],
  [
    "cluster",
    "log-group",
    (choice, place) => `${key(
      "jobs",
      place,
      `,
      {
        Effect    = "Allow"
        Principal = { Service = "logs.${place.region}.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${place.region}:${place.account}:log-group:/${place.environment}/jobs" } }
      }`,
    )}
resource "aws_cloudwatch_log_group" "jobs" {
  name              = "/${place.environment}/jobs"
  retention_in_days = ${choice.of(30, 90, 365)}
  kms_key_id        = aws_kms_key.jobs.arn
}
`,
  ],
  [
    "cluster",
    "repository",
    (choice, { environment }) => `
resource "aws_ecr_repository" "tools" {
  name                 = "${environment}/tools"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.cluster.arn
  }
}

resource "aws_ecr_lifecycle_policy" "tools" {
  repository = aws_ecr_repository.tools.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "untagged images"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = ${choice.of(7, 14)} }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "old images"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = ${choice.of(50, 100)} }
        action       = { type = "expire" }
      }
    ]
  })
}
`,
  ],
  [
    "cluster",
    "table",
    (choice, { environment }) => `
resource "aws_dynamodb_table" "jobs" {
  name         = "${environment}-jobs"
  billing_mode = "${choice.of("PAY_PER_REQUEST", "PAY_PER_REQUEST")}"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.cluster.arn
  }
  point_in_time_recovery {
    enabled = true
  }
  deletion_protection_enabled = true
}
`,
  ],
  [
    "cluster",
    "role",
    (choice, { environment, account, region }) => `
resource "aws_iam_role" "jobs" {
  name                 = "${environment}-jobs"
  description          = "jobs of a team"
  max_session_duration = ${choice.of(3600, 7200)}
  assume_role_policy = ${statement(`{
    Effect    = "Allow"
    Principal = { Service = ${choice.of('"lambda.amazonaws.com"', '["lambda.amazonaws.com"]')} }
    Action    = "sts:AssumeRole"
    Condition = { StringEquals = { "aws:SourceAccount" = "${account}" } }
  }`)}
}

output "role_of_jobs" {
  description = "role of the jobs of a team"
  value       = aws_iam_role.jobs.arn
}

resource "aws_iam_role_policy" "jobs" {
  name = "jobs"
  role = aws_iam_role.jobs.${choice.of("id", "name")}
  policy = ${statement(`{
    Sid      = "WriteLogs"
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = ${choice.of("[", "")}"arn:aws:logs:${region}:${account}:log-group:/${environment}/jobs:*"${choice.of("]", "")}
  }`)}
}
`,
  ],
  [
    "cluster",
    "parameter",
    (choice, { environment }) => `
resource "aws_ssm_parameter" "setting" {
  name  = "/${environment}/setting"
  type  = "String"
  value = "${choice.of("on", "off")}"
  tier  = "${choice.of("Standard", "Advanced")}"
}
`,
  ],
  [
    "cluster",
    "secret",
    (choice, { environment }) => `
resource "aws_secretsmanager_secret" "team" {
  name                    = "${environment}/team"
  kms_key_id              = aws_kms_key.cluster.arn
  recovery_window_in_days = ${choice.of(30, 14)}
}
`,
  ],
  [
    "platform",
    "namespace",
    (choice) => `
resource "kubernetes_namespace_v1" "team" {
  metadata {
    name = "team-${choice.of("a", "b")}"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
      "pod-security.kubernetes.io/audit"   = "restricted"
      "example.com/team"                   = "a"
    }
  }
}

resource "kubernetes_network_policy_v1" "team" {
  metadata {
    name      = "default-deny"
    namespace = kubernetes_namespace_v1.team.metadata[0].name
  }
  spec {
    pod_selector {}
    policy_types = ${choice.of('["Ingress", "Egress"]', '["Egress", "Ingress"]')}
  }
}

resource "kubernetes_resource_quota_v1" "team" {
  metadata {
    name      = "team"
    namespace = kubernetes_namespace_v1.team.metadata[0].name
  }
  spec {
    hard = { "requests.cpu" = "${choice.of(2, 4)}", "limits.memory" = "8Gi", pods = "${choice.of(10, 20)}" }
  }
}
`,
  ],
  [
    "platform",
    "config-map",
    (choice) => `
resource "kubernetes_config_map_v1" "team" {
  metadata {
    name      = "team"
    namespace = "default"
  }
  data = { "settings.yaml" = "level: ${choice.of("info", "debug")}" }
}
`,
  ],
  [
    "platform",
    "rights",
    (choice) => `
resource "kubernetes_cluster_role_v1" "viewers" {
  metadata {
    name = "viewers-of-nodes"
  }
  rule {
    api_groups = [""]
    resources  = ${choice.of('["nodes"]', '["nodes", "namespaces"]')}
    verbs      = ${choice.of('["get", "list"]', '["list", "get", "watch"]')}
  }
}

resource "kubernetes_cluster_role_binding_v1" "viewers" {
  metadata {
    name = "viewers-of-nodes"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = kubernetes_cluster_role_v1.viewers.metadata[0].name
  }
  subject {
    kind      = "Group"
    name      = "team:viewers"
    api_group = "rbac.authorization.k8s.io"
  }
}
`,
  ],
  [
    "platform",
    "classes",
    (choice) => `
resource "kubernetes_priority_class_v1" "team" {
  metadata {
    name = "team"
  }
  value       = ${choice.of(100, 1000)}
  description = "pods of a team"
}
`,
  ],
  [
    "network",
    "group",
    (choice, { environment, vpc }) => `
resource "aws_security_group" "team" {
  name        = "${environment}-team"
  description = "a program of a team"
  vpc_id      = ${vpc}.id
  tags        = { Name = "${environment}-team" }
}

resource "aws_vpc_security_group_ingress_rule" "team" {
  security_group_id = aws_security_group.team.id
  description       = "clients in the VPC"
  cidr_ipv4         = ${vpc}.cidr_block
  ip_protocol       = "tcp"
  from_port         = ${choice.of(8443, 443)}
  to_port           = ${choice.of(8443, 443)}
  tags              = { Name = "${environment}-team" }
}
`,
  ],
  [
    "network",
    "values",
    (choice, { vpc }) => `
locals {
  ranges = ${choice.of('["10.0.0.0/16"]', `[${vpc}.cidr_block]`)}
}

output "ranges_of_team" {
  description = "ranges of the team"
  value       = local.ranges
}
`,
  ],
];

/** How often each file has other values. */
const VARIANTS = 3;

/** Files that a team adds: objects of its own with safe values, in the forms in which HCL has these. */
export const ownFiles = (place: Place, layers: ReadonlySet<Layer>): LegitimateFile[] =>
  [bucket, ...OTHERS].flatMap(([layer, name, text]) =>
    !layers.has(layer)
      ? []
      : Array.from({ length: VARIANTS }, (_, index) => ({
          environment: place.environment,
          layer,
          name: `${name} ${index + 1}`,
          text: text(new Choice(index), place),
        })),
  );
