import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions } from "playwright-core";
import { htmlReport } from "../../../src/review/rendering/html";
import { REVIEW_CASES } from "../../review/cases/all";
import { reviewOfCase } from "../../review/cases/reviewed";
import { startBrowser } from "./harness/browser";
import { lowContrasts } from "./harness/contrast";

/** Changes of ten kinds, from no change to one that replaces nearly everything. */
const CHANGES = [
  "two images and a variable at once",
  "a lost path among new images",
  "shorter backups among new images and more pods",
  "the web ACL of a public entry removed with a waiver for it",
  "another prefix of all names",
  "an existing bucket in place of the one of the environment",
  "another name of the cost alarm",
  "an upgrade that prints the values of a release in another form",
  "an upgrade that writes the keys of a stack in another order",
  "an upgrade that says more in a tag of an endpoint",
];

const folder = mkdtempSync(join(tmpdir(), "reviews-"));
let browser: Browser;

beforeAll(async () => {
  const reviews = REVIEW_CASES.filter(({ name }) => CHANGES.includes(name)).map((change, index) => ({
    ...reviewOfCase(change),
    environment: `environment-${index}`,
  }));
  expect(reviews).toHaveLength(CHANGES.length);
  reviews.forEach((review, index) =>
    writeFileSync(join(folder, `${index}.html`), htmlReport({ reviews: [review] })),
  );
  writeFileSync(join(folder, "all.html"), htmlReport({ reviews }));
  browser = await startBrowser();
});

afterAll(() => browser.close());

async function open(name: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const [messages, requests]: [string[], string[]] = [[], []];
  page.on("console", (message) => messages.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  return { page, messages, requests };
}

const PAGES = [...CHANGES.keys()].map(String).concat("all");

describe.each(PAGES)("page %s", (name) => {
  test("loads nothing, and its folds are closed", async () => {
    const { page, messages, requests } = await open(name);
    expect([messages, requests.length]).toEqual([[], 1]);
    expect(await page.locator("details[open]").count()).toBe(0);
    await page.context().close();
  });

  test.each(["light", "dark"] as const)(
    "has enough contrast in %s, also inside of folds",
    async (colorScheme) => {
      const { page } = await open(name, { colorScheme });
      await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
      expect(await lowContrasts(page, "h1, h2, p, li, b, code, summary, footer, .cause")).toEqual([]);
      await page.context().close();
    },
  );

  test.each([320, 390, 768])(
    "fits %i px: it does not scroll sideways, also with open folds",
    async (width) => {
      const { page } = await open(name, { viewport: { width, height: 800 } });
      await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
      const [scrollWidth, clientWidth] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth ?? 0);
      await page.context().close();
    },
  );
});

test("light and dark differ", async () => {
  const colours = async (colorScheme: "light" | "dark"): Promise<string> => {
    const { page } = await open("0", { colorScheme });
    return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  };
  expect(await colours("light")).not.toBe(await colours("dark"));
});
