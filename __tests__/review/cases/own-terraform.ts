import { type ReviewCase } from "./case";

/** Public load balancer, whose existence an expression decides. */
const publicBalancer = (count: string): string => `
resource "aws_lb" "public" {
  count              = ${count}
  name               = "web"
  internal           = false
  load_balancer_type = "application"
  security_groups    = [aws_security_group.alb.id]
  subnets            = [aws_subnet.public_a.id, aws_subnet.public_b.id]
}
`;

/** Terraform files of the owner. */
export const OWN_TERRAFORM_CASES: readonly ReviewCase[] = [
  {
    name: "a parameter with the id of the VPC",
    environment: "mlapp",
    ownFiles: {
      "network/lookup.tf": `
resource "aws_ssm_parameter" "vpc" {
  name  = "/platform/vpc"
  type  = "String"
  value = aws_vpc.main.id
}
`,
    },
    verdict: "safe",
    harm: "none",
    first: ["aws_ssm_parameter.vpc"],
    why: "It opens, permits and runs nothing, and its value is no secret.",
  },
  {
    name: "a script from the internet at each apply",
    environment: "mlapp",
    ownFiles: {
      "platform/setup.tf": `
resource "terraform_data" "setup" {
  provisioner "local-exec" {
    command = "curl -fsSL https://get.example.com/setup.sh | sh"
  }
}
`,
    },
    verdict: "needs attention",
    harm: "none",
    first: ["local-exec", "curl"],
    why: "The owner of this host runs programs with the rights of the deployer.",
  },
  {
    name: "a module of a public registry",
    environment: "mlapp",
    ownFiles: {
      "cluster/topic.tf": `
module "deployments" {
  source  = "cloudposse/sns-topic/aws"
  version = "1.2.0"
  name    = "deployments"
}
`,
    },
    verdict: "needs attention",
    harm: "none",
    first: ["module.deployments", "cloudposse/sns-topic/aws"],
    why: "These files do not show its resources, its roles and who may publish.",
  },
  {
    name: "a provider that acts in another account",
    environment: "mlapp",
    ownFiles: {
      "network/dns.tf": `
provider "aws" {
  alias               = "dns"
  region              = "us-east-1"
  allowed_account_ids = ["999988887777"]

  assume_role {
    role_arn = "arn:aws:iam::999988887777:role/dns-writer"
  }
}
`,
    },
    verdict: "needs attention",
    harm: "none",
    first: ["provider", "999988887777"],
    why: "An apply of this environment gets rights in an account of others.",
  },
  {
    name: "a resource forgotten by a removed block",
    environment: "mlapp",
    ownFiles: {
      "models/forget.tf": `
removed {
  from = aws_sqs_queue.jobs

  lifecycle {
    destroy = false
  }
}
`,
    },
    verdict: "needs attention",
    harm: "none",
    first: ["removed", "aws_sqs_queue.jobs"],
    why: "The queue exists on and is billed, and no stack manages it.",
  },
  {
    name: "a data source that runs a program at each plan",
    environment: "mlapp",
    ownFiles: {
      "models/version.tf": `
data "external" "version" {
  program = ["python3", "-c", "import os, json; print(json.dumps(dict(os.environ)))"]
}
`,
    },
    verdict: "needs attention",
    harm: "none",
    first: ["data.external.version"],
    why: "A plan runs it before anyone approves, and its result with the credentials of the deployer is in the state.",
  },
  {
    name: "a data source that reads a hosted zone",
    environment: "mlapp",
    ownFiles: {
      "models/zone.tf": `
data "aws_route53_zone" "web" {
  name = "mlapp.com"
}
`,
    },
    verdict: "safe",
    harm: "none",
    first: ["data.aws_route53_zone.web"],
    why: "It reads a zone of the environment, and nothing depends on it.",
  },
  {
    name: "a public load balancer with a count of zero",
    environment: "mlapp",
    ownFiles: { "network/web.tf": publicBalancer("0") },
    verdict: "safe",
    harm: "none",
    first: ["aws_lb.public"],
    why: "Count is 0, so the apply makes nothing.",
  },
  {
    name: "a public load balancer that a default of a variable turns on",
    environment: "mlapp",
    ownFiles: {
      "network/web.tf": `
variable "web_enabled" {
  type    = bool
  default = true
}
${publicBalancer("var.web_enabled ? 1 : 0")}`,
    },
    verdict: "needs attention",
    harm: "none",
    first: ["internet", "aws_lb.public"],
    why: "The default makes a load balancer on the internet, without a web ACL.",
  },
  {
    name: "an own file publishes the id of the VPC",
    environment: "mlapp",
    ownFiles: {
      "network/lookup.tf": [
        'resource "aws_ssm_parameter" "vpc" {',
        '  name  = "/platform/vpc"',
        '  type  = "String"',
        "  value = aws_vpc.main.id",
        "}",
        "",
      ].join("\n"),
    },
    verdict: "safe",
    harm: "none",
    first: ["safe", "aws_ssm_parameter.vpc"],
    why: "A new parameter with an id that is no secret changes nothing that exists.",
  },
  {
    name: "an own file makes a role with all rights",
    environment: "mlapp",
    ownFiles: {
      "cluster/support.tf": [
        'resource "aws_iam_role" "support" {',
        '  name = "support"',
        "  assume_role_policy = jsonencode({",
        '    Version   = "2012-10-17"',
        '    Statement = [{ Effect = "Allow", Principal = { AWS = "999900001111" }, Action = "sts:AssumeRole" }]',
        "  })",
        "}",
        "",
        'resource "aws_iam_role_policy_attachment" "support" {',
        "  role       = aws_iam_role.support.name",
        '  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"',
        "}",
        "",
      ].join("\n"),
    },
    verdict: "destructive",
    harm: "full rights",
    first: ["aws_iam_role.support", "AdministratorAccess", "999900001111"],
    why: "Another account gets all rights in this one.",
  },
  {
    name: "a data source reads a page of the internet at each plan",
    environment: "mlapp",
    ownFiles: {
      "models/ranges.tf": `
data "http" "ranges" {
  url = "https://ranges.example.com/v4"
}
`,
    },
    verdict: "needs attention",
    harm: "none",
    first: ["data.http.ranges", "ranges.example.com"],
    why: "The page decides what the plan has, and nobody of this environment decides the page.",
  },
];
