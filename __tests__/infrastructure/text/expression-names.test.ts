import { expressionNames } from "../../../src/infrastructure/text/expression-names";

test.each<readonly [string, readonly string[], readonly string[]]>([
  ["aws_vpc.main.id", [], ["aws_vpc"]],
  ['join(",", data.x.y.z)', ["join"], ["data"]],
  ["[for key, val in tolist(aws_a.b.c) : val.d]", ["tolist"], ["aws_a"]],
  ["one([for alb in aws_lb.demo : { name = alb.id, other = var.x }])", ["one"], ["aws_lb", "var"]],
  ["var.on ? 1 : 0", [], ["var"]],
  ["provider::local::f(local.x)", ["provider::local::f"], ["local"]],
])("names of functions and references in %s", (expression, functions, roots) => {
  expect(expressionNames(expression)).toMatchObject({ functions, roots });
});
