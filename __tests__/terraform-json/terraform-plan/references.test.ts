import { subjectsIn, writtenReferences } from "../../../src/terraform-json/terraform-plan/references";

test("a plan's list of names gives what was written, once for each time that it was written", () => {
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

test("templates name blocks and values, and neither functions, quoted text nor names of a for", () => {
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
