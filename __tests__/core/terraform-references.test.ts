import { parseReference, referencesIn } from "../../src/core/terraform-references";

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

test.each<readonly [string, readonly string[]]>([
  ["aws_vpc.main.id", ["aws_vpc.main"]],
  ["data.aws_vpc.main.id", ["data.aws_vpc.main"]],
  ["one(aws_lb.demo[*].arn)", ["aws_lb.demo"]],
  ['aws_subnet.all["b.c"].tags["d.e"]', ["aws_subnet.all"]],
  ["aws_subnet.all[count.index].id", ["aws_subnet.all", "count.index"]],
  ["aws_subnet.all[local.first].id", ["aws_subnet.all", "local.first"]],
  ['aws_subnet.all["${var.zone}"].id', ["aws_subnet.all"]],
  ['join("aws_vpc.quoted.id", [aws_vpc.main.id])', ["aws_vpc.main"]],
  ["var.on ? local.a : local.b", ["var.on", "local.a", "local.b"]],
  ["upper(1.5)", []],
])("%s names %j", (expression, subjects) => {
  expect(referencesIn(expression).map(({ subject }) => subject)).toEqual(subjects);
});
