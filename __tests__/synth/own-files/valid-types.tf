resource "aws_s3_bucket" "a" {
  bucket_prefix = "reports-"
  force_destroy = false
  tags          = { team = "data" }
}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "a" {
  bucket = aws_s3_bucket.a.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.a.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "a" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = "true"
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "a" {
  bucket = aws_s3_bucket.a.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter {
      prefix = "tmp/"
    }
    expiration {
      days = 30
    }
    noncurrent_version_expiration {
      noncurrent_days = "7"
    }
  }
}

resource "aws_s3_bucket_policy" "a" {
  bucket = aws_s3_bucket.a.id
  policy = data.aws_iam_policy_document.a.json
}

resource "aws_s3_object" "a" {
  bucket  = aws_s3_bucket.a.id
  key     = "readme"
  content = <<-EOT
    Reports of the team.
  EOT
}

data "aws_iam_policy_document" "a" {
  statement {
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.a.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.a.arn]
    }
    dynamic "condition" {
      for_each = toset(["a"])
      content {
        test     = "StringEquals"
        variable = "aws:PrincipalTag/team"
        values   = [condition.value]
      }
    }
  }
}

resource "aws_iam_role" "a" {
  name_prefix          = "job-"
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "a" {
  role   = aws_iam_role.a.id
  policy = data.aws_iam_policy_document.a.json
}

resource "aws_iam_policy" "a" {
  name   = "read"
  policy = data.aws_iam_policy_document.a.json
}

resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.a.name
  policy_arn = aws_iam_policy.a.arn
}

resource "aws_iam_instance_profile" "a" {
  role = aws_iam_role.a.name
}

resource "aws_kms_key" "a" {
  description             = "reports"
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "a" {
  name          = "alias/reports"
  target_key_id = aws_kms_key.a.key_id
}

resource "aws_sqs_queue" "a" {
  name                       = "jobs.fifo"
  fifo_queue                 = true
  visibility_timeout_seconds = 300
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 4
  })
}

resource "aws_sqs_queue" "dead" {
  fifo_queue = true
}

resource "aws_sns_topic" "a" {
  name              = "alerts"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic_subscription" "a" {
  topic_arn = aws_sns_topic.a.arn
  protocol  = "email"
  endpoint  = "a@example.com"
}

resource "aws_dynamodb_table" "a" {
  name         = "locks"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "at"
    type = "N"
  }
  global_secondary_index {
    name            = "by-time"
    hash_key        = "at"
    projection_type = "ALL"
  }
  point_in_time_recovery {
    enabled = true
  }
  ttl {
    attribute_name = "until"
    enabled        = true
  }
  timeouts {
    create = "10m"
  }
}

resource "aws_lambda_function" "a" {
  function_name = "job"
  role          = aws_iam_role.a.arn
  runtime       = "python3.13"
  handler       = "main.run"
  s3_bucket     = aws_s3_bucket.a.id
  s3_key        = aws_s3_object.a.key
  memory_size   = 512
  architectures = ["arm64"]
  environment {
    variables = {
      LEVEL = "info"
      COUNT = 3
    }
  }
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = [aws_security_group.a.id]
  }
  depends_on = [aws_cloudwatch_log_group.a]
  lifecycle {
    ignore_changes = [s3_key]
    precondition {
      condition     = aws_subnet.a.id != ""
      error_message = "no subnet"
    }
  }
}

resource "aws_lambda_permission" "a" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.a.function_name
  principal     = "events.amazonaws.com"
}

resource "aws_cloudwatch_log_group" "a" {
  name              = "/jobs"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "failed"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = 0.5
  alarm_actions       = [aws_sns_topic.a.arn]
  metric_query {
    id          = "sum"
    expression  = "a * 2"
    return_data = true
  }
  metric_query {
    id = "a"
    metric {
      metric_name = "Errors"
      namespace   = "AWS/Lambda"
      period      = 60
      stat        = "Sum"
      dimensions  = { FunctionName = aws_lambda_function.a.function_name }
    }
  }
}

resource "aws_cloudwatch_dashboard" "a" {
  dashboard_name = "jobs"
  dashboard_body = jsonencode({ widgets = [] })
}

resource "aws_cloudwatch_event_rule" "a" {
  name                = "nightly"
  schedule_expression = "cron(0 2 * * ? *)"
}

resource "aws_cloudwatch_event_target" "a" {
  rule = aws_cloudwatch_event_rule.a.name
  arn  = aws_lambda_function.a.arn
  retry_policy {
    maximum_retry_attempts = 2
  }
}

resource "aws_subnet" "a" {
  vpc_id            = data.aws_vpc.a.id
  cidr_block        = cidrsubnet(data.aws_vpc.a.cidr_block, 8, 1)
  availability_zone = data.aws_availability_zones.a.names[0]
}

data "aws_vpc" "a" {
  default = false
  filter {
    name   = "tag:Name"
    values = ["main"]
  }
}

data "aws_availability_zones" "a" {
  state = "available"
}

resource "aws_security_group" "a" {
  name_prefix = "jobs-"
  vpc_id      = data.aws_vpc.a.id
  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress = []
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "empty" {
  vpc_id  = data.aws_vpc.a.id
  ingress = []
  egress = [{
    from_port        = "443"
    to_port          = 443
    protocol         = "tcp"
    cidr_blocks      = ["10.0.0.0/8"]
    description      = null
    ipv6_cidr_blocks = null
    prefix_list_ids  = null
    security_groups  = null
    self             = null
  }]
}

resource "aws_vpc_security_group_ingress_rule" "a" {
  security_group_id = aws_security_group.a.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = "80"
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_route_table" "a" {
  vpc_id = data.aws_vpc.a.id
  route {
    cidr_block         = "0.0.0.0/0"
    transit_gateway_id = "tgw-0123456789abcdef0"
  }
}

resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.a.id
}

resource "aws_vpc_endpoint" "a" {
  vpc_id              = data.aws_vpc.a.id
  service_name        = "com.amazonaws.eu-west-1.sqs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id]
}

resource "aws_route53_zone" "a" {
  name = "example.com"
  vpc {
    vpc_id = data.aws_vpc.a.id
  }
}

resource "aws_route53_record" "a" {
  for_each = { web = "10.0.0.1" }
  zone_id  = aws_route53_zone.a.zone_id
  name     = each.key
  type     = "A"
  ttl      = 60
  records  = [each.value]
}

resource "aws_acm_certificate" "a" {
  domain_name       = "example.com"
  validation_method = "DNS"
  options {
    certificate_transparency_logging_preference = "ENABLED"
  }
}

resource "aws_instance" "a" {
  count                  = 2
  ami                    = data.aws_ami.a.id
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.a.id
  vpc_security_group_ids = [aws_security_group.a.id]
  metadata_options {
    http_tokens = "required"
  }
  root_block_device {
    encrypted   = true
    volume_size = 20
  }
  dynamic "ebs_block_device" {
    for_each = [10, 20]
    iterator = disk
    content {
      device_name = "/dev/sd${disk.key}"
      volume_size = disk.value
    }
  }
  user_data = <<-EOT
    #!/bin/sh
    echo "{ ready }" # }
  EOT
  provisioner "local-exec" {
    command = "true"
  }
}

data "aws_ami" "a" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-ami-*"]
  }
}

resource "aws_launch_template" "a" {
  name_prefix = "jobs-"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 20
      encrypted   = true
    }
  }
  network_interfaces {
    security_groups             = [aws_security_group.a.id]
    associate_public_ip_address = false
  }
  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "job" }
  }
}

resource "aws_autoscaling_group" "a" {
  min_size            = 0
  max_size            = 2
  vpc_zone_identifier = [aws_subnet.a.id]
  launch_template {
    id      = aws_launch_template.a.id
    version = "$Latest"
  }
  tag {
    key                 = "Name"
    value               = "job"
    propagate_at_launch = true
  }
}

resource "aws_db_subnet_group" "a" {
  subnet_ids = [aws_subnet.a.id]
}

resource "aws_db_instance" "a" {
  identifier                  = "reports"
  engine                      = "postgres"
  engine_version              = 17
  instance_class              = "db.t4g.micro"
  allocated_storage           = 20
  username                    = "reports"
  manage_master_user_password = true
  storage_encrypted           = true
  db_subnet_group_name        = aws_db_subnet_group.a.name
}

resource "aws_elasticache_replication_group" "a" {
  replication_group_id       = "cache"
  description                = "cache"
  transit_encryption_enabled = true
  num_cache_clusters         = 2
  log_delivery_configuration {
    destination      = aws_cloudwatch_log_group.a.name
    destination_type = "cloudwatch-logs"
    log_format       = "json"
    log_type         = "slow-log"
  }
}

resource "aws_secretsmanager_secret" "a" {
  name                    = "token"
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "a" {
  secret_id                = aws_secretsmanager_secret.a.id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.a.random_password
  secret_string_wo_version = 1
}

ephemeral "aws_secretsmanager_random_password" "a" {
  password_length = 20
}

resource "aws_ssm_parameter" "a" {
  name  = "/a"
  type  = "String"
  value = 5
}

resource "aws_ecr_repository" "a" {
  name                 = "jobs"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "a" {
  repository = aws_ecr_repository.a.name
  policy     = jsonencode({ rules = [] })
}

resource "aws_lb" "a" {
  name               = "web"
  internal           = true
  load_balancer_type = "network"
  subnet_mapping {
    subnet_id            = aws_subnet.a.id
    private_ipv4_address = "10.0.1.5"
  }
}

resource "aws_lb_target_group" "a" {
  name     = "web"
  port     = 80
  protocol = "TCP"
  vpc_id   = data.aws_vpc.a.id
  health_check {
    port     = "traffic-port"
    matcher  = "200"
    protocol = "HTTP"
    path     = "/"
  }
}

resource "aws_lb_listener" "a" {
  load_balancer_arn = aws_lb.a.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.a.arn
  }
}

resource "aws_efs_file_system" "a" {
  encrypted = true
  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }
}

resource "aws_efs_mount_target" "a" {
  file_system_id = aws_efs_file_system.a.id
  subnet_id      = aws_subnet.a.id
}

resource "aws_wafv2_web_acl" "a" {
  name  = "web"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "rate"
    priority = 1
    action {
      block {}
    }
    statement {
      rate_based_statement {
        limit = 1000
        scope_down_statement {
          not_statement {
            statement {
              geo_match_statement {
                country_codes = ["DE"]
              }
            }
          }
        }
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = false
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "web"
    sampled_requests_enabled   = false
  }
}

resource "aws_budgets_budget" "a" {
  name         = "month"
  budget_type  = "COST"
  limit_amount = 100
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  notification {
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    notification_type          = "ACTUAL"
    subscriber_email_addresses = ["a@example.com"]
  }
}

resource "aws_scheduler_schedule" "a" {
  schedule_expression = "rate(1 hours)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_lambda_function.a.arn
    role_arn = aws_iam_role.a.arn
    retry_policy {
      maximum_retry_attempts = 1
    }
  }
}

resource "aws_sfn_state_machine" "a" {
  name       = "jobs"
  role_arn   = aws_iam_role.a.arn
  definition = jsonencode({ StartAt = "a", States = {} })
  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.a.arn}:*"
  }
}

resource "aws_batch_job_queue" "a" {
  name     = "jobs"
  state    = "ENABLED"
  priority = 1
  compute_environment_order {
    order               = 1
    compute_environment = "arn:aws:batch:eu-west-1:111122223333:compute-environment/a"
  }
}

resource "aws_eks_addon" "a" {
  cluster_name = "main"
  addon_name   = "aws-ebs-csi-driver"
  pod_identity_association {
    role_arn        = aws_iam_role.a.arn
    service_account = "ebs"
  }
  configuration_values = jsonencode({ a = 1 })
}

resource "aws_eks_access_entry" "a" {
  cluster_name      = "main"
  principal_arn     = aws_iam_role.a.arn
  kubernetes_groups = ["readers"]
}

resource "aws_backup_plan" "a" {
  name = "nightly"
  rule {
    rule_name         = "nightly"
    target_vault_name = "main"
    schedule          = "cron(0 3 * * ? *)"
    lifecycle {
      delete_after = 30
    }
  }
}

resource "aws_cloudfront_distribution" "a" {
  enabled = true
  origin {
    domain_name = aws_s3_bucket.a.bucket_regional_domain_name
    origin_id   = "a"
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "a"
    viewer_protocol_policy = "https-only"
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

provider "aws" {
  alias               = "dns"
  region              = "us-east-1"
  allowed_account_ids = [333344445555]
  max_retries         = "3"
  default_tags {
    tags = { team = "data" }
  }
  assume_role {
    role_arn = "arn:aws:iam::333344445555:role/dns"
    duration = "1h"
  }
  endpoints {
    sqs = "https://sqs.us-east-1.amazonaws.com"
  }
}
