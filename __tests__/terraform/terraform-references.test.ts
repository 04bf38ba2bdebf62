import { parseReference, referencesIn } from "../../src/terraform/terraform-references";

test.each<readonly [string, string, object]>([
  ["a text key", 'aws_lb.demo["a.b"].arn', { subject: "aws_lb.demo", key: "a.b", path: ["arn"] }],
  [
    "an index, of a data source",
    "data.aws_lb.demo[1].tags.Name",
    { subject: "data.aws_lb.demo", key: 1, path: ["tags", "Name"] },
  ],
  [
    "no key, and an index in its path",
    "aws_eks_cluster.main.identity[0].oidc",
    { subject: "aws_eks_cluster.main", key: undefined, path: ["identity", 0, "oidc"] },
  ],
  ["a named value", "each.value.name", { subject: "each.value", key: undefined, path: ["name"] }],
])("a reference with %s is parsed", (_title, expression, reference) => {
  expect(parseReference(expression)).toMatchObject(reference);
});

test("a single word is not a reference", () => {
  expect(parseReference("self")).toBeUndefined();
});

test.each<readonly [string, readonly string[]]>([
  ["aws_vpc.main.id", ["aws_vpc.main"]],
  ["data.aws_vpc.main.id", ["data.aws_vpc.main"]],
  ["one(aws_lb.demo[*].arn)", ["aws_lb.demo"]],
  ['aws_subnet.all["b.c"].tags["d.e"]', ["aws_subnet.all"]],
  ["aws_subnet.all[count.index].id", ["aws_subnet.all", "count.index"]],
  ["aws_subnet.all[local.first].id", ["aws_subnet.all", "local.first"]],
  ['aws_subnet.all["${var.zone}"].id', ["aws_subnet.all", "var.zone"]],
  ['aws_subnet.all[join("-", [local.a])].id', ["aws_subnet.all", "local.a"]],
  ["(aws_subnet.all)[0].id", ["aws_subnet.all"]],
  ["aws_subnet . all . id", ["aws_subnet.all"]],
  ["[for aws_subnet in aws_vpc.all : aws_subnet.id]", ["aws_vpc.all"]],
  ["# aws_vpc.old\n aws_vpc.main.id", ["aws_vpc.main"]],
  ['join("aws_vpc.quoted.id", [aws_vpc.main.id])', ["aws_vpc.main"]],
  ["var.on ? local.a : local.b", ["var.on", "local.a", "local.b"]],
  ["upper(1.5)", []],
])("%s refers to %j", (expression, subjects) => {
  expect(referencesIn(`\${${expression}}`).map(({ subject }) => subject)).toEqual(subjects);
});
