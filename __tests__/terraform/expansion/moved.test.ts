import { type JsonObject } from "../../../src/terraform/stack-json";
import { prove } from "../../../src/handoff/parity/prove";
import { readHcl } from "../../../src/handoff/parity/read-hcl";

const subnet = (zone: string, number: number) => ({
  vpc_id: "${aws_vpc.main.id}",
  cidr_block: `10.0.${number}.0/24`,
  tags: { Name: `app-${zone}` },
});

const SOURCE: JsonObject = {
  resource: {
    aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: { private_a: subnet("a", 1), private_b: subnet("b", 2) },
    aws_eks_cluster: {
      main: {
        name: "main",
        role_arn: "r",
        vpc_config: {
          subnet_ids: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"],
          public_access_cidrs: ["10.1.0.0/16"],
        },
        depends_on: ["aws_subnet.private_b", "aws_subnet.private_a"],
      },
    },
    aws_eip: { nat: { tags: { Name: "nat" } } },
  },
  output: { first: { value: "${aws_subnet.private_a.id}" } },
};

const HCL = `
variable "zones" {
  type = map(object({ number = number }))
}

variable "ranges" {
  type = map(string)
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  for_each   = var.zones
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, each.value.number)
  tags       = { Name = "app-\${each.key}" }
}

resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "r"
  vpc_config {
    subnet_ids          = [for each_subnet in aws_subnet.private : each_subnet.id]
    public_access_cidrs = values(var.ranges)
  }
  depends_on = [aws_subnet.private]
}

resource "aws_eip" "nat" {
  tags = { Name = "nat" }
}

output "first" {
  value = aws_subnet.private["a"].id
}

moved {
  from = aws_subnet.private_b
  to   = aws_subnet.private["b"]
}

moved {
  from = aws_subnet.private_a
  to   = aws_subnet.private["a"]
}
`;

const VALUES = { zones: { a: { number: 1 }, b: { number: 2 } }, ranges: { office: "10.1.0.0/16" } };

function differences(hcl: string, values: JsonObject = VALUES): readonly string[] {
  const module = readHcl(new Map([["main.tf", hcl]]));
  // The module is what was intended: only its equality with the stack is in question.
  return prove(SOURCE, {}, { module, values, backend: {}, isHcl: true })
    .differences.map(({ text }) => text)
    .filter((line) => line.startsWith("synthesized stack: "));
}

test("a map equals the blocks from which its instances are moved", () => {
  expect(differences(HCL)).toEqual([]);
});

test.each<[string, string, string]>([
  [
    "values(…)[*]",
    "[for each_subnet in aws_subnet.private : each_subnet.id]",
    "values(aws_subnet.private)[*].id",
  ],
  [
    "a list of the keys",
    "[for each_subnet in aws_subnet.private : each_subnet.id]",
    "[for zone in sort(keys(var.zones)) : aws_subnet.private[zone].id]",
  ],
  [
    "a dependency on each instance",
    "[aws_subnet.private]",
    '[aws_subnet.private["b"], aws_subnet.private["a"]]',
  ],
])("%s is the list of all instances", (_, before, after) => {
  expect(HCL).toContain(before);
  expect(differences(HCL.replace(before, after))).toEqual([]);
});

test.each<[string, string, string, string]>([
  [
    "a move to another instance",
    'aws_subnet.private["b"]\n',
    'aws_subnet.private["c"]\n',
    'moved aws_subnet.private_b to aws_subnet.private["c"]: the module has no aws_subnet.private["c"]',
  ],
  [
    "a move from an unknown address",
    "from = aws_subnet.private_b",
    "from = aws_subnet.private_x",
    'moved aws_subnet.private_x to aws_subnet.private["b"]: the stack has no aws_subnet.private_x',
  ],
  [
    "two moves to one instance",
    'aws_subnet.private["b"]\n',
    'aws_subnet.private["a"]\n',
    'moved aws_subnet.private_a to aws_subnet.private["a"]: aws_subnet.private_b is moved there too',
  ],
  [
    "two moves of one instance",
    "from = aws_subnet.private_b",
    "from = aws_subnet.private_a",
    'moved aws_subnet.private_a to aws_subnet.private["a"]: aws_subnet.private_a is moved twice',
  ],
  [
    "a move of a block that stays",
    "from = aws_subnet.private_b",
    "from = aws_vpc.main",
    'moved aws_vpc.main to aws_subnet.private["b"]: the module still has aws_vpc.main',
  ],
  [
    "exchanged addresses",
    'from = aws_subnet.private_b\n  to   = aws_subnet.private["b"]',
    'from = aws_eip.nat\n  to   = aws_subnet.private["b"]',
    'moved aws_eip.nat to aws_subnet.private["b"]: the module still has aws_eip.nat',
  ],
  [
    "another argument",
    '"app-',
    '"other-',
    'resource.aws_subnet.private_a tags.Name: got "other-a", expected "app-a"',
  ],
  [
    "another expression",
    "each_subnet.id]",
    "each_subnet.arn]",
    'resource.aws_eks_cluster.main vpc_config subnet_ids[0]: got "${aws_subnet.private_a.arn}", expected "${aws_subnet.private_a.id}"',
  ],
  ["a reference to another instance", 'private["a"].id', 'private["b"].id', "output.first value: got"],
  [
    "a missing dependency",
    "[aws_subnet.private]",
    '[aws_subnet.private["a"]]',
    "resource.aws_eks_cluster.main depends_on",
  ],
  ["an unknown function", "values(var", "value(var", "aws_eks_cluster.main: got the function value"],
])("reports %s", (_, before, after, expected) => {
  expect(HCL).toContain(before);
  expect(differences(HCL.replace(before, after)).join("\n")).toContain(expected);
});

test("reports one instance more and one less", () => {
  const more = { ...VALUES, zones: { ...VALUES.zones, c: { number: 3 } } };
  expect(differences(HCL, more)).toContain(
    'synthesized stack: aws_subnet.private["c"]: the stack has no instance of it',
  );
  const less = { ...VALUES, zones: { a: { number: 1 } } };
  expect(differences(HCL, less)).toContain(
    "synthesized stack: aws_subnet.private_b: the module has no instance of it",
  );
});

test("reports a value that the type of its variable does not have", () => {
  expect(differences(HCL, { ...VALUES, zones: { a: { number: "one" } } })).toEqual([
    expect.stringContaining("expected a number"),
  ]);
});
