import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import { changedDrawing } from "../../../src/reports/diagram/changes";
import { type Drawing, line } from "../../../src/reports/diagram/drawing";
import { mermaidOf } from "../../../src/reports/diagram/mermaid";
import { networkDrawing } from "../../../src/reports/network";
import { svgOf as draw } from "../../../src/reports/svg";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { onXmlError } from "../../support/xml-errors";

const networkOf = (environment: string): Drawing => networkDrawing(environmentPlan(planOf(environment)));

/** All text of an SVG. Throws an error if the SVG is not well-formed. */
function textIn(svg: string): string {
  const document = new DOMParser({ onError: onXmlError }).parseFromString(svg, "image/svg+xml");
  const texts = [...document.getElementsByTagName("text")].map(({ textContent }) => textContent ?? "");
  return texts.join(" ").replaceAll("\u00a0", " ").replace(/\s+/g, " ");
}

/** Widths in CSS pixels: the content of a README on GitHub, and of the report on a screen of 390. */
const [README, PHONE] = [830, 358];

/** Size of the smallest text of a picture that is not wider than its place. */
function smallestText(svg: string, place: number): number {
  const [, width = "0"] = /<svg [^>]*width="(\d+)"/.exec(svg) ?? [];
  const sizes = [...svg.matchAll(/font-size[:=]"?(\d+)/g)].map(([, size]) => Number(size));
  return Math.min(...sizes) * Math.min(1, place / Number(width));
}

describe.each(ENVIRONMENTS)("the picture of %s", (environment) => {
  test("is well-formed, and has the title of every box and the label of every edge", () => {
    const { boxes, edges, ...rest } = networkOf(environment);
    const text = textIn(draw({ boxes, edges, ...rest }));
    const expected = [...boxes.map(({ title }) => title), ...edges.map(({ label }) => label)];
    expect(expected.filter((each) => !text.includes(each))).toEqual([]);
    const narrow = draw({ boxes, edges, ...rest }, PHONE);
    const letters = (each: string): number => each.replaceAll(" ", "").length;
    expect(letters(textIn(narrow))).toBe(letters(text));
    expect(narrow.match(/<g class="connection[^>]*><path d="M/g)).toHaveLength(edges.length);
  });

  test("has the same bytes in two renderings, no script, and nothing to load", () => {
    const svg = draw(networkOf(environment));
    expect(draw(networkOf(environment))).toBe(svg);
    expect(svg).not.toMatch(/<script|href=|url\(|@import/);
  });

  test("has text of at least 12 pixels at the width of a README, and of a phone", () => {
    const drawing = networkOf(environment);
    expect(smallestText(draw(drawing), README)).toBeGreaterThanOrEqual(12);
    expect(smallestText(draw(drawing, PHONE), PHONE)).toBeGreaterThanOrEqual(12);
  });

  test("names in Mermaid every box once, and no edge of another", () => {
    const drawing = networkOf(environment);
    const text = mermaidOf(drawing);
    const defined = [...text.matchAll(/^ *(n\d+)\["/gm)].map(([, id]) => id);
    const frames = [...text.matchAll(/^ *subgraph (n\d+)\["/gm)].map(([, id]) => id);
    const used = [...text.matchAll(/^ {2}(n\d+) <?(?:-->|-\.->)(?:\|"[^"]*"\|)? (n\d+)$/gm)];
    expect(new Set(defined).size).toBe(drawing.boxes.length);
    expect(used).toHaveLength(drawing.edges.length);
    const known = [...defined, ...frames];
    expect(used.flatMap(([, from, to]) => [from, to]).filter((id) => !known.includes(id))).toEqual([]);
  });
});

/** A drawing with any texts, such as names with quotes, brackets and markup. */
const drawings = fc
  .record({
    title: fc.string({ minLength: 1 }),
    names: fc.uniqueArray(fc.string({ minLength: 1, unit: "grapheme-ascii" }), {
      minLength: 2,
      maxLength: 4,
    }),
    label: fc.string(),
  })
  .map(({ title, names, label }): Drawing => ({
    title,
    notes: [label],
    groups: [{ id: "group", kind: "vpc", title }],
    boxes: names.map((name) => ({
      id: name,
      kind: "pods",
      title: name,
      in: "group",
      lines: [line(name, label)],
    })),
    edges: [{ from: names[0] as string, to: names[1] as string, label }],
  }));

test("every text gives a well-formed picture", () => {
  fc.assert(
    fc.property(drawings, (drawing) => {
      expect(textIn(draw(drawing)).length).toBeGreaterThan(0);
    }),
    { numRuns: 50 },
  );
});

test("every text in Mermaid stays within its quotes", () => {
  fc.assert(
    fc.property(drawings, (drawing) => {
      const lines = mermaidOf(drawing)
        .split("\n")
        .filter((each) => /^ *(subgraph )?n\d+\[/.test(each));
      expect(lines.filter((each) => !/^ *(subgraph )?n\d+\["[^"]*"\]$/.test(each))).toEqual([]);
    }),
  );
});

test("a change has a sign beside its colour", () => {
  const after = networkOf("mlapp");
  const before = { ...after, boxes: after.boxes.filter(({ id }) => id !== "models"), edges: [] };
  const text = textIn(draw(changedDrawing(before, after)));
  expect(text).toContain("+ Models");
  expect(text).toContain("+ TCP 443");
  expect(mermaidOf(changedDrawing(after, before))).toContain("− Models");
});
