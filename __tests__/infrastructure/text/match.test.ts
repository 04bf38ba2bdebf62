import { type Expression } from "../../../src/terraform/expression";
import { parsed } from "../../../src/terraform/parse";
import { printedExpression } from "../../../src/terraform/language/syntax/print";
import { matchedForm } from "../../../src/infrastructure/text/match";

function read(text: string): Expression {
  const expression = parsed(text);
  if (!expression) throw new Error(`${text} has other syntax`);
  return expression;
}

/** Texts of the parts, by name; undefined for another form. */
function partsOf(form: string, text: string): Record<string, string> | undefined {
  const parts = matchedForm(read(form), read(text));
  return parts && Object.fromEntries([...parts].map(([name, part]) => [name, printedExpression(part)]));
}

test.each([
  ["self.NAME == VALUE", 'self.cidr_block == "10.0.0.0/16"', { NAME: "cidr_block", VALUE: '"10.0.0.0/16"' }],
  ["a.b == C", "( a . b ) == (c && d)", { C: "c && d" }],
  ["f(PORT, PORT)", "f(80, 80)", { PORT: "80" }],
  ['x == "HTTP"', 'x == "HTTP"', {}],
])("%s is the form of %s", (form, text, parts) => {
  expect(partsOf(form, text)).toEqual(parts);
});

test.each([
  ["self.NAME == VALUE", 'self.cidr_block != "10.0.0.0/16"'],
  ["f(PORT, PORT)", "f(80, 81)"],
  ['x == "HTTP"', 'x == "HTTPS"'],
  ["self.NAME", "other.name"],
  ["f(A)", "f(a, b)"],
  ["[A, B]", "[a]"],
])("%s is not the form of %s", (form, text) => {
  expect(partsOf(form, text)).toBeUndefined();
});
