import { parseReference } from "../../../src/core/terraform-references";
import { subjectsIn, writtenReferences } from "../../../src/synthesized/terraform-plan/references";

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

test("a reference is a block, the key of one of its objects and the way in it", () => {
  expect(parseReference('aws_lb.demo["a.b"].arn')).toEqual({
    subject: "aws_lb.demo",
    key: "a.b",
    path: ["arn"],
  });
  expect(parseReference("data.aws_lb.demo[1].tags.Name")).toEqual({
    subject: "data.aws_lb.demo",
    key: 1,
    path: ["tags", "Name"],
  });
  expect(parseReference("aws_eks_cluster.main.identity[0].oidc")).toEqual({
    subject: "aws_eks_cluster.main",
    key: undefined,
    path: ["identity", 0, "oidc"],
  });
  expect(parseReference("each.value.name")).toEqual({
    subject: "each.value",
    key: undefined,
    path: ["name"],
  });
  expect(parseReference("self")).toBeUndefined();
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
