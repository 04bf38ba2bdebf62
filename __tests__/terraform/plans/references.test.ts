import { subjectsIn, writtenReferences } from "../../../src/terraform/plans/references";

test("the reference list of a plan gives each written reference, in order and with repetitions", () => {
  expect(
    writtenReferences([
      ...["aws_subnet.a.id", "aws_subnet.a"],
      ...['aws_subnet.b[0].tags["x"]', "aws_subnet.b[0].tags", "aws_subnet.b[0]", "aws_subnet.b"],
      ...["aws_subnet.a.id", "aws_subnet.a"],
      "aws_subnet.a",
      "local.x",
      "local.x",
      ...[
        "data.terraform_remote_state.network.outputs.ids[0]",
        "data.terraform_remote_state.network.outputs.ids",
      ],
      ...["data.terraform_remote_state.network.outputs", "data.terraform_remote_state.network"],
    ]),
  ).toEqual([
    "aws_subnet.a.id",
    'aws_subnet.b[0].tags["x"]',
    "aws_subnet.a.id",
    "aws_subnet.a",
    "local.x",
    "local.x",
    "data.terraform_remote_state.network.outputs.ids[0]",
  ]);
});

test("subjects are blocks and named values, without functions, quoted text and variables of a for expression", () => {
  const text =
    '$${aws_vpc.no.id} ${join(",", [for x in aws_lb.demo : "aws_vpc.quoted.id ${x.arn}"])} ' +
    "${data.aws_prefix_list.s3.cidr_blocks[count.index]}-${local.name}";
  const isBlock = (address: string): boolean =>
    ["aws_lb.demo", "aws_vpc.no", "aws_vpc.quoted", "data.aws_prefix_list.s3"].includes(address);
  expect([...subjectsIn({ [text]: ["${var.region}"] }, isBlock)].sort()).toEqual([
    "aws_lb.demo",
    "count.index",
    "data.aws_prefix_list.s3",
    "local.name",
    "var.region",
  ]);
});
