import { HtmlRenderer, Parser } from "commonmark";
import fc from "fast-check";
import { type Phrase, say } from "../../src/review/stages/phrase";
import { LONGEST_PAGE, markdownPages, markdownReport, markerOf } from "../../src/review/rendering/markdown";
import { type Page, type PageLine } from "../../src/review/rendering/page";
import { pageOf } from "../../src/review/rendering/page-of";
import { htmlReport } from "../../src/review/rendering/html";
import { textPage } from "../../src/review/text";
import { reviewJson } from "../../src/review/rendering/json";
import { edited, reviewOf } from "./pairs";

const page = (lines: readonly PageLine[], environment = "production"): Page => ({
  environments: [environment],
  headline: ["safe · 1 to change"],
  open: lines.slice(0, 1),
  more: Math.max(0, lines.length - 1),
  facts: [],
  sections: [{ title: "The rest", lines: lines.slice(1) }],
});

const markdownPage = (shown: Page, pointer: string): string =>
  markdownPages(markerOf(shown.environments[0] ?? ""), { pages: [shown] }, () => pointer);

/** The rendered HTML without the content of code spans, which is all that values can change. */
function skeleton(markdown: string): string {
  const html = new HtmlRenderer().render(new Parser().parse(markdown));
  return html.replace(/<code>[^<]*<\/code>/g, "<code/>");
}

/** Texts with Markdown and HTML syntax, control characters and ordinary text. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "`",
        "``",
        "```",
        "~~~",
        "|",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        "    ",
        "<",
        ">",
        "&lt;",
        "&#64;",
        "<!--",
        "-->",
        "</details>",
        "<details open>",
        "<img src=x onerror=y>",
        "<script>",
        "@team/owners",
        "@",
        "#1",
        "![a](b)",
        "[a](javascript:b)",
        "https://example.com",
        "www.example.com",
        "a@example.com",
        "**",
        "__",
        "*",
        "\\",
        "\\`",
        "- ",
        "1. ",
        "# ",
        "> ",
        "---",
        "===",
        "$$",
        ":tada:",
        "\u2028",
        "\u202e",
        "\u0000",
        "\u001b[31m",
        "é",
        "🎉",
      ),
      fc.string({ maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const lineOf = ([a, b, c]: readonly [string, string, string]): PageLine => ({
  text: say`changed: ${a}, then ${b}`,
  details: [say`from ${c}: ${a} → ${b}`],
});

test("no value breaks out of its code span", () => {
  const harmless = skeleton(markdownPage(page([lineOf(["x", "x", "x"]), lineOf(["x", "x", "x"])]), "x"));
  expect(harmless).toContain("<code/>");
  fc.assert(
    fc.property(fc.tuple(hostile, hostile, hostile), hostile, (values, pointer) => {
      const markdown = markdownPage(page([lineOf(values), lineOf(values)]), pointer);
      expect(skeleton(markdown)).toBe(harmless);
      expect(markdown.split("\n")).toHaveLength(
        markdownPage(page([lineOf(["x", "x", "x"]), lineOf(["x", "x", "x"])]), "x").split("\n").length,
      );
    }),
    { numRuns: 2000 },
  );
});

test("no environment name breaks out of the heading or the hidden line", () => {
  const harmless = skeleton(markdownPage(page([]), "x"));
  fc.assert(
    fc.property(
      hostile.filter((text) => text !== ""),
      (name) => {
        expect(
          skeleton(markdownPage(page([], name), "x")).replace(
            /<!-- review of \S+ -->/,
            "<!-- review of production -->",
          ),
        ).toBe(harmless);
        expect(markerOf(name)).toMatch(/^<!-- review of [^\s>]+ -->$/);
        expect(markerOf(name).slice(4, -3)).not.toContain("--");
      },
    ),
    { numRuns: 500 },
  );
});

test("hidden lines are equal only for the same environment", () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      expect(markerOf(a) === markerOf(b)).toBe(a === b);
    }),
  );
});

describe.each([10, 300, 5000])("a page of %i long lines", (count) => {
  const lines = Array.from({ length: count }, (_, index) => lineOf([`a${index}`, "b".repeat(200), "c"]));
  const markdown = markdownPage(page(lines), "npx private-eks-inference review");

  test("fits a comment", () => {
    expect(markdown.length).toBeLessThanOrEqual(LONGEST_PAGE);
  });

  test("has the headline and the first line", () => {
    expect(markdown).toMatch(/^<!-- review of production -->\n\n### `production` · safe · 1 to change\n/);
    expect(markdown).toContain("a0");
  });

  test("has the number of the lines that do not fit", () => {
    const shown = (markdown.match(/changed: /g) ?? []).length;
    const cut = Number(
      /^(\d+) more lines do not fit: `npx private-eks-inference review`$/m.exec(markdown)?.[1] ?? 0,
    );
    expect(shown + cut).toBe(count);
    expect(count < 300 || cut > 0).toBe(true);
  });
});

describe("secrets", () => {
  const KEY = `AKIA${"A".repeat(16)}`;
  const pair = edited("retail-forecast-option-b", ({ models, network }) => {
    models.resource.kubernetes_config_map_v1.retail_forecast_api.data = {
      API_KEY: "do not show this",
      NOTE: KEY,
    };
    models.resource.kubernetes_secret_v1 = { one: { data: { password: "do not show this" } } };
    models.resource.helm_release.retail_forecast_api.set_sensitive = [
      { name: "a", value: "do not show this" },
    ];
    network.output.hidden = { value: "do not show this", sensitive: true };
    network.variable.hidden = { default: "do not show this", sensitive: true };
    network.output.vpc_id.value = `\${aws_vpc.main.id}-${KEY}`;
  });
  const review = reviewOf(pair);

  test.each<[format: string, printed: string]>([
    ["markdown", markdownReport({ reviews: [review] }, () => "x")],
    ["text", textPage(pageOf(review))],
    ["html", htmlReport({ reviews: [review] })],
    ["json", JSON.stringify(reviewJson(review))],
  ])("are hidden by name and by format in %s", (_, printed) => {
    expect(printed).toContain("sensitive value");
    expect(printed).toContain("API_KEY");
    expect(printed).not.toContain("do not show this");
    expect(printed).not.toContain(KEY);
  });
});

test("an output that becomes sensitive shows this, and hides its values", () => {
  const pair = edited("retail-forecast-option-b", ({ network }) => {
    network.output.vpc_id = { value: "do not show this", sensitive: true };
  });
  const review = reviewOf(pair);
  const printed = textPage(pageOf(review));
  expect(printed).toContain("sensitive: not set → true");
  expect(printed).toContain("value: a sensitive value changed");
  const json = JSON.stringify(reviewJson(review));
  expect(json).toContain('"path":"sensitive","argument":"sensitive","difference":"added","after":true');
  expect(printed + json).not.toContain("do not show this");
});

test("a phrase separates text from quoted values", () => {
  const inner: Phrase = say`of ${"b"}`;
  expect(say`a ${1} ${inner}`).toEqual(["a ", { value: "1" }, " ", "of ", { value: "b" }]);
});
