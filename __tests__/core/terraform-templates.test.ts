import fc from "fast-check";
import {
  asWritten,
  escapeTemplates,
  onlyExpression,
  partsOf,
  templatesOf,
} from "../../src/core/terraform-templates";

describe("text for Terraform", () => {
  /** What Terraform makes of a template without interpolations; found by applying 2,541 such texts. */
  const asTerraformReads = (text: string): string => text.replace(/([$%])\1\{/g, "$1{");

  test("text arrives as written", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a", "\n", '"', "\\") }), (text) => {
        expect(asTerraformReads(escapeTemplates(text))).toBe(text);
      }),
    );
  });

  test("no template starts in what is escaped", () => {
    expect(escapeTemplates('${file("/etc/passwd")} %{ if true }')).toBe(
      '$${file("/etc/passwd")} %%{ if true }',
    );
  });

  test("keys and items are escaped, and what is no text stays", () => {
    const value = { "${a}": ["%{b}", 1, true, null, { c: "plain" }] };
    expect(escapeTemplates(value)).toEqual({ "$${a}": ["%%{b}", 1, true, null, { c: "plain" }] });
  });
});

describe("parts of a template", () => {
  test("are the template, letter by letter", () => {
    const piece = fc.constantFrom("a", '"', "$", "%", "{", "}", "$${", "${x}", '${f("}")}', "%%{", "\n");
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join("")),
        (template) => {
          const joined = partsOf(template).map(asWritten);
          // One that is never closed gets its brace.
          expect([template, `${template}}`]).toContain(joined.join(""));
        },
      ),
    );
  });

  test("are text alone where all was escaped", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(partsOf(escapeTemplates(text)).every((part) => "text" in part)).toBe(true);
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
  ])("%j are found as Terraform finds them", (text, expressions, directives) => {
    expect(templatesOf(text)).toEqual({ expressions, directives });
  });

  test("are none in any text that was escaped", () => {
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
