import { parseExpression, parseTemplate } from "../../../src/terraform/language/syntax/parser";
import { printedExpression, printedTemplate } from "../../../src/terraform/language/syntax/print";
import { asObject } from "../../../src/terraform/stack-json";
import { Expansion } from "../../../src/terraform/expand";

test.each([
  "x.*.b[0]",
  "x[*].b[0]",
  "(x[*].b)[*].c",
  "x[*].b[*].c",
  "one(x[*].arn)",
  "-(a + b) * c",
  "(a ? b : c).d",
  '"$${a} ${b}"',
  "{ for k, v in x : (k) => v.b if v != null }",
])("the text of %s has the same meaning as the expression", (expression) => {
  const node = parseExpression(expression);
  expect(parseExpression(printedExpression(node))).toEqual(node);
});

test("expressions of another meaning have other texts", () => {
  const texts = ["x.*.b[0]", "x[*].b[0]", "(x[*].b)[*].c", "x[*].b[*].c"].map((each) =>
    printedExpression(parseExpression(each)),
  );
  expect(new Set(texts).size).toBe(texts.length);
});

test("a dollar sign before an expression is no escape", () => {
  const values = { value: '${format("$%s", aws_x.y.id)}' };
  const { output } = new Expansion({ output: { a: values } }, {}).whole();
  const [{ value } = { value: "" }] = asObject(output)["a"] as readonly { readonly value: string }[];
  expect(parseTemplate(value)).not.toEqual(parseTemplate("$${aws_x.y.id}"));
  expect(printedTemplate(parseTemplate(value))).toBe(value);
});
