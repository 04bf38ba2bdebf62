import { type Json, type JsonObject, asArray, asObject } from "../../src/terraform/stack-json";
import { escapeTemplates, unescapeTemplates } from "../../src/terraform/terraform-templates";
import { printedHcl } from "../../src/handoff/hcl/document";
import { changedText } from "../../src/handoff/owner-values/values-text";
import { comparedModules } from "../../src/handoff/parity/compare";
import { readHcl } from "../../src/handoff/parity/read-hcl";
import { GRAMMARS } from "../../src/terraform/grammar";

/** Texts of several lines: with and without a final line break, and with marks, quotes, indents and empty lines. */
const TEXTS = [
  "a: 1\nb: 2",
  "a: 1\nb: 2\n",
  "a: ${b}\nc: %{d}\ne: $${f} %%{g}\n",
  "a: ${b}\nc: %{d}",
  'a: "1"\nb: \\n\n',
  "  a\nb\n",
  "a\n\nb\n",
  " a\n b\n",
  "a\n\n",
  "a\nEOT\n",
  "a\tb\nc\n",
];

/** One text at several depths. */
const nested = (text: string): JsonObject => ({
  top: text,
  object: { field: text, other: 1, deep: { "a key": { text } } },
  list: [text, { text }, [text]],
});

const read = (file: string): JsonObject => readHcl(new Map([["values.tf", file]])).json;

const firstOf = (value: Json | undefined): JsonObject => asObject(asArray(value)[0]);

describe.each(TEXTS)("the text %j", (text) => {
  const values = nested(text);

  test("is a constant at any depth of a file of values", () => {
    const file = printedHcl(values, GRAMMARS.valuesFile);
    expect(file).not.toContain("chomp");
    expect(unescapeTemplates(read(file))).toEqual(values);
  });

  test("is a constant in the default of a variable", () => {
    const file = printedHcl({ variable: { given: { type: "any", default: values } } }, GRAMMARS.rootModule);
    expect(file).not.toContain("chomp");
    const { given } = asObject(read(file)["variable"]);
    expect(unescapeTemplates(firstOf(given)["default"])).toEqual(values);
  });

  test("is a constant in the values of a test", () => {
    const file = printedHcl({ variables: values }, GRAMMARS.testFile);
    expect(file).not.toContain("chomp");
    expect(unescapeTemplates(firstOf(read(file)["variables"]))).toEqual(values);
  });

  test("is a constant among the values of an owner, changed and added", () => {
    const escaped = new Map(Object.entries(asObject(escapeTemplates(values))));
    const file = changedText('# ours\nobject = { field = "x" }\nlast   = 1\n', escaped, []);
    expect(file).toMatch(/^# ours\nobject = \{/);
    expect(file).not.toContain("chomp");
    expect(unescapeTemplates(read(file))).toEqual({ ...values, last: 1 });
  });
});

test("a text that ends its last line is a heredoc, and another one is quoted", () => {
  expect(printedHcl({ map: { ends: "a\nb\n", stays: "a\nb" } }, GRAMMARS.valuesFile)).toBe(
    'map = {\n  ends  = <<-EOT\n    a\n    b\n  EOT\n  stays = "a\\nb"\n}\n',
  );
});

test("an expression in a module may call a function for a text that does not end its last line", () => {
  expect(printedHcl({ locals: { text: "a\nb" } }, GRAMMARS.rootModule)).toContain("chomp(<<-EOT");
});

test("the proof reports a call in a default, which Terraform refuses", () => {
  const declared = (value: string): string =>
    `variable "given" {\n  type    = any\n  default = ${value}\n}\n`;
  const expected = { variable: { given: { type: "any", default: { text: "a\nb" } } } };
  const differences = (value: string): readonly string[] => {
    const { json: found, calls } = readHcl(new Map([["variables.tf", declared(value)]]));
    return comparedModules({
      expected,
      found,
      calls,
      grammar: GRAMMARS.rootModule,
      foundIsHcl: true,
    }).differences.map(({ text }) => text);
  };
  expect(differences('{ text = "a\\nb" }')).toEqual([]);
  expect(differences("{ text = chomp(<<-EOT\n    a\n    b\n  EOT\n  ) }")).toEqual([
    expect.stringMatching(/^variable\.given default\.text: got /),
  ]);
});
