import { Expansion } from "../../../src/terraform/expand";
import { readHcl } from "../../../src/handoff/parity/read-hcl";

const HCL = `
variable "zones" {
  type = map(object({ cidr = string, public = optional(bool, true) }))
}

locals {
  prefix = "app"
  name   = "\${local.prefix}-net"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  for_each          = var.zones
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value.cidr
  availability_zone = "eu-central-1\${each.key}"
  map_public_ip_on_launch = each.value.public ? true : null
  tags = { Name = "\${local.name}-\${each.key}" }
}

resource "aws_eip" "nat" {
  count = 2
  tags  = { Name = "nat-\${count.index}" }
}

resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "r"
  vpc_config {
    subnet_ids          = [for each_subnet in aws_subnet.private : each_subnet.id]
    public_access_cidrs = values(aws_subnet.private)[*].cidr_block
  }
  depends_on = [aws_subnet.private, aws_eip.nat]
}

resource "aws_lb" "main" {
  dynamic "subnet_mapping" {
    for_each = aws_subnet.private
    iterator = entry
    content {
      subnet_id     = entry.value.id
      allocation_id = entry.key
    }
  }
}
`;

const MODULE = readHcl(new Map([["main.tf", HCL]])).json;
const VALUES = { zones: { b: { cidr: "10.0.2.0/24" }, a: { cidr: "10.0.1.0/24", public: false } } };

test("every instance is a block with its values", () => {
  const { resource } = new Expansion(MODULE, VALUES).whole() as { resource: Record<string, unknown> };
  expect(resource).toEqual({
    aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      'private["a"]': {
        vpc_id: "${aws_vpc.main.id}",
        cidr_block: "10.0.1.0/24",
        availability_zone: "eu-central-1a",
        tags: { Name: "app-net-a" },
      },
      'private["b"]': {
        vpc_id: "${aws_vpc.main.id}",
        cidr_block: "10.0.2.0/24",
        availability_zone: "eu-central-1b",
        map_public_ip_on_launch: true,
        tags: { Name: "app-net-b" },
      },
    },
    aws_eip: { "nat[0]": { tags: { Name: "nat-0" } }, "nat[1]": { tags: { Name: "nat-1" } } },
    aws_eks_cluster: {
      main: {
        name: "main",
        role_arn: "r",
        vpc_config: [
          {
            subnet_ids: ['${aws_subnet.private["a"].id}', '${aws_subnet.private["b"].id}'],
            public_access_cidrs: [
              '${aws_subnet.private["a"].cidr_block}',
              '${aws_subnet.private["b"].cidr_block}',
            ],
          },
        ],
        depends_on: [
          "aws_eip.nat[0]",
          "aws_eip.nat[1]",
          'aws_subnet.private["a"]',
          'aws_subnet.private["b"]',
        ],
      },
    },
    aws_lb: {
      main: {
        subnet_mapping: [
          { subnet_id: '${aws_subnet.private["a"].id}', allocation_id: "a" },
          { subnet_id: '${aws_subnet.private["b"].id}', allocation_id: "b" },
        ],
      },
    },
  });
});

test("all instances have an address", () => {
  expect(new Expansion(MODULE, VALUES).addresses()).toEqual([
    "aws_eip.nat[0]",
    "aws_eip.nat[1]",
    "aws_eks_cluster.main",
    "aws_lb.main",
    'aws_subnet.private["a"]',
    'aws_subnet.private["b"]',
    "aws_vpc.main",
  ]);
});
