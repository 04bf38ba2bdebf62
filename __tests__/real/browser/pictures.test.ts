import { type Browser, type Page } from "playwright-core";
import { networkDrawing } from "../../../src/reports/network";
import { modelNames, requestDrawing } from "../../../src/reports/diagram/request";
import { svgOf } from "../../../src/reports/svg";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { startBrowser } from "./harness/browser";
import { FONT_SETS } from "./harness/fonts";

/** Width of the content of the report on a phone of 390 pixels. */
const PHONE = 358;

const plans = ENVIRONMENTS.map((environment) => environmentPlan(planOf(environment)));
const drawings = plans.flatMap((plan) => [
  networkDrawing(plan),
  ...modelNames(plan).map((model) => requestDrawing(plan, model)),
]);
const pictures = drawings.flatMap((drawing) => [svgOf(drawing), svgOf(drawing, PHONE)]);

/** Problems of the pictures of a page, measured by the browser in its own fonts. */
const problemsIn = (page: Page): Promise<Record<string, string[]>> =>
  page.evaluate(() => {
    interface Rect {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
    const [outside, overlapping, crossed, wide]: string[][] = [[], [], [], []];
    const isWithin = (inner: Rect, outer: Rect): boolean =>
      inner.x >= outer.x - 0.5 &&
      inner.y >= outer.y - 0.5 &&
      inner.x + inner.width <= outer.x + outer.width + 0.5 &&
      inner.y + inner.height <= outer.y + outer.height + 0.5;
    const doMeet = (a: Rect, b: Rect): boolean =>
      a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    for (const svg of document.querySelectorAll("svg")) {
      const title = svg.querySelector("title")?.textContent ?? "";
      const texts = [...svg.querySelectorAll("text")].map((text) => ({ text, box: text.getBBox() }));
      const name = (text: Element): string => `${title}, ${svg.viewBox.baseVal.width}: ${text.textContent}`;
      for (const { text, box } of texts) {
        const frame = text.closest("g")?.querySelector("rect")?.getBBox();
        if (frame === undefined || !isWithin(box, frame)) outside?.push(name(text));
        if (!isWithin(box, svg.viewBox.baseVal)) wide?.push(name(text));
      }
      texts.forEach(({ text, box }, index) => {
        for (const other of texts.slice(index + 1))
          if (doMeet(box, other.box)) overlapping?.push(`${name(text)} and ${other.text.textContent}`);
      });
      for (const line of svg.querySelectorAll<SVGPathElement>(".connection path")) {
        const length = line.getTotalLength();
        const points = [...Array(Math.ceil(length / 3)).keys()].map((index) =>
          line.getPointAtLength(index * 3),
        );
        for (const { text, box } of texts) {
          if (points.some(({ x, y }) => doMeet({ x, y, width: 0.1, height: 0.1 }, box)))
            crossed?.push(name(text));
        }
      }
    }
    return {
      outside: outside ?? [],
      overlapping: overlapping ?? [],
      crossed: crossed ?? [],
      wide: wide ?? [],
    };
  });

describe.each(FONT_SETS)("in a browser that has $name alone", (fonts) => {
  let browser: Browser;
  let problems: Record<string, string[]>;

  beforeAll(async () => {
    browser = await startBrowser(fonts);
    const page = await browser.newPage();
    await page.setContent(`<!DOCTYPE html><body>${pictures.join("\n")}</body>`);
    expect(await page.locator("svg text").count()).toBeGreaterThan(500);
    problems = await problemsIn(page);
  });

  afterAll(() => browser.close());

  test.each([
    ["no text leaves its box", "outside"],
    ["no text leaves its picture", "wide"],
    ["no text covers another one", "overlapping"],
    ["no arrow crosses a text", "crossed"],
  ])("%s", (_, kind) => {
    expect(problems[kind]).toEqual([]);
  });
});
