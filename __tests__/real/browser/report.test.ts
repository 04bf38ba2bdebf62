import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { runReport } from "../../../src/reports/report-command";
import { runOfAsync } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { ENVIRONMENTS } from "../../support/environments";
import { publishTo } from "../../support/published-output";
import { startBrowser } from "./harness/browser";
import { lowContrasts } from "./harness/contrast";

const folder = mkdtempSync(join(tmpdir(), "report-"));
let browser: Browser;

beforeAll(async () => {
  const out = join(folder, "cdktf.out");
  publishTo(out);
  const args = ["--in", out, "--out", folder];
  const { status } = await runOfAsync(async (output) =>
    runReport(args, { variables: {}, today: TODAY }, output),
  );
  expect(status).toBe(0);
  browser = await startBrowser();
});

afterAll(() => browser.close());

/** Opens the page of an environment, and collects requests and messages of the browser. */
async function open(environment: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const [messages, requests]: [string[], string[]] = [[], []];
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(join(folder, `${environment}.html`)).href);
  return { page, messages, requests };
}

const TEXT = "h1, h2, p, th, td, dt, dd, a:not(.skip), li, caption, footer, small, .on";

describe.each(ENVIRONMENTS)("the page of %s", (environment) => {
  test("shows its sections, loads nothing, and the browser reports nothing", async () => {
    const { page, messages, requests } = await open(environment);
    const links = await page.locator("nav a").allTextContents();
    expect(links).toEqual(await page.locator("main h2").allTextContents());
    expect(links.length).toBeGreaterThan(5);
    expect([messages, requests.length]).toEqual([[], 1]);
    expect(await page.locator("figure svg text").count()).toBeGreaterThan(20);
  });

  test.each(["light", "dark"] as const)("has enough contrast in %s", async (colorScheme) => {
    const { page } = await open(environment, { colorScheme });
    expect(await lowContrasts(page, TEXT)).toEqual([]);
  });

  describe.each([320, 390, 768])("%i px wide", (width) => {
    let page: Page;
    beforeAll(async () => ({ page } = await open(environment, { viewport: { width, height: 800 } })));
    afterAll(() => page.context().close());

    test("fits the screen: the page does not scroll sideways, and no table does", async () => {
      const tooWide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll(".scroll")]
          .filter((each) => each.scrollWidth > each.clientWidth)
          .map((each) => each.getAttribute("aria-label") ?? each.tagName),
      );
      expect(tooWide).toEqual([]);
    });

    test("shows whole amounts", async () => {
      const amounts = await page.locator("tbody .number").evaluateAll((cells) =>
        cells.map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          const { left, right } = range.getBoundingClientRect();
          return {
            text: cell.textContent,
            isWhole: left >= 0 && right <= document.documentElement.clientWidth,
          };
        }),
      );
      expect(amounts.length).toBeGreaterThan(20);
      expect(amounts.filter(({ isWhole }) => !isWhole)).toEqual([]);
    });

    test("has no column of text that is too narrow to read", async () => {
      const columns = await page.locator("tbody th, tbody td, dd, dt").evaluateAll((cells) =>
        cells.map((cell) => {
          const { paddingLeft, paddingRight } = getComputedStyle(cell);
          return {
            text: cell.textContent ?? "",
            width: Math.round(
              cell.getBoundingClientRect().width - parseFloat(paddingLeft) - parseFloat(paddingRight),
            ),
          };
        }),
      );
      // about 20 characters of the smallest text
      const long = columns.filter(({ text }) => text.length > 20);
      expect(long.length).toBeGreaterThan(50);
      expect(long.filter(({ width: column }) => column < 130)).toEqual([]);
    });

    test("names the column of each value beside it", async () => {
      const cells = await page.locator("table:not(.chart) tbody td").evaluateAll((all) =>
        all.map((cell) => {
          const head = cell.closest("table")?.querySelectorAll("thead th");
          const column = [...(cell.parentElement?.children ?? [])].indexOf(cell);
          return [getComputedStyle(cell, "::before").content, JSON.stringify(head?.[column]?.textContent)];
        }),
      );
      expect(cells.length).toBeGreaterThan(50);
      expect(cells.filter(([shown, name]) => shown !== name)).toEqual([]);
      expect(await page.locator("thead").filter({ visible: true }).count()).toBe(0);
    });

    test("has a picture that fits, with text of at least 12 pixels", async () => {
      const shown = page.locator("figure svg").filter({ visible: true });
      expect(await shown.count()).toBe(1);
      const { smallest, overflow } = await shown.evaluate((svg: SVGSVGElement) => ({
        smallest: Math.min(
          ...[...svg.querySelectorAll("text")].map(
            (text) =>
              (parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width) /
              svg.viewBox.baseVal.width,
          ),
        ),
        overflow:
          (svg.closest("figure") as Element).scrollWidth - (svg.closest("figure") as Element).clientWidth,
      }));
      expect(overflow).toBeLessThanOrEqual(0);
      expect(smallest).toBeGreaterThanOrEqual(width < 358 ? 9.5 : 11.9);
    });

    test("keeps account and region on one line each", async () => {
      const lines = await page
        .locator("dd .whole")
        .evaluateAll((parts) => parts.map((part) => part.getClientRects().length));
      expect(lines).toEqual([1, 1]);
    });

    test("is not many times as long as on a desktop", async () => {
      const heightOf = (shown: Page): Promise<number> =>
        shown.evaluate(() => document.documentElement.scrollHeight);
      const { page: desktop } = await open(environment, { viewport: { width: 1440, height: 900 } });
      expect((await heightOf(page)) / (await heightOf(desktop))).toBeLessThan(width < 700 ? 3 : 2);
      await desktop.context().close();
    });
  });

  test("has tables on a desktop", async () => {
    const { page } = await open(environment);
    const heads = await page
      .locator("thead")
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).display));
    expect(new Set(heads)).toEqual(new Set(["table-header-group"]));
  });
});

test.each(["light", "dark"] as const)("the section on models fits a phone in %s", async (colorScheme) => {
  for (const environment of ENVIRONMENTS) {
    const { page } = await open(environment, { colorScheme, viewport: { width: 390, height: 800 } });
    const { left, right, commands } = await page.locator("#models").evaluate((section) => {
      const rects = [...section.querySelectorAll("*")].map((each) => each.getBoundingClientRect());
      return {
        left: Math.min(...rects.map((rect) => rect.left)),
        right: Math.max(...rects.map((rect) => rect.right)),
        commands: section.querySelectorAll("code").length,
      };
    });
    expect([left >= 0, right <= 390, commands > 0]).toEqual([true, true, true]);
    expect(await lowContrasts(page, "#models *, figcaption *")).toEqual([]);
    await page.context().close();
  }
});

test("light and dark differ, also in the picture", async () => {
  const colours = async (colorScheme: "light" | "dark"): Promise<string[]> => {
    const { page } = await open("mlapp", { colorScheme });
    return page.evaluate(() =>
      ["body", "figure svg .pods rect", "figure svg text"].map((selector) => {
        const { backgroundColor, fill } = getComputedStyle(document.querySelector(selector) as Element);
        return `${backgroundColor} ${fill}`;
      }),
    );
  };
  const [light, dark] = [await colours("light"), await colours("dark")];
  expect(light.filter((colour, index) => colour === dark[index])).toEqual([]);
});

test("the keyboard reaches the content, every section and every table", async () => {
  const { page } = await open("mlapp");
  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("href") ?? element?.getAttribute("aria-label") ?? element?.id ?? "";
    });
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("#main");
  expect(await page.locator(".skip").evaluate((link) => link.getBoundingClientRect().left)).toBeGreaterThan(
    0,
  );
  await page.keyboard.press("Enter");
  expect(await focused()).toBe("main");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Picture of the network");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Connections that the security groups of both sides allow");
  await page.locator('nav a[href="#cost"]').focus();
  await page.keyboard.press("Enter");
  await expect(page.evaluate(() => location.hash)).resolves.toBe("#cost");
  expect(
    await page.locator("#cost").evaluate((each) => Math.abs(each.getBoundingClientRect().top)),
  ).toBeLessThan(100);
});

test("printed pages are in light colours, without the navigation, and have all sections", async () => {
  const { page } = await open("mlapp", { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.locator("nav").isVisible()).toBe(false);
  expect(await lowContrasts(page, TEXT)).toEqual([]);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    "rgb(255, 255, 255)",
  );
  expect(
    await page.evaluate(() => getComputedStyle(document.querySelector("figure svg text") as Element).fill),
  ).toBe("rgb(17, 24, 39)");
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect((pdf.toString("latin1").match(/\/Type \/Page\b/g) ?? []).length).toBeGreaterThan(2);
});

test("bars of the cost chart have the width of their share", async () => {
  const { page } = await open("mlapp");
  const widths = await page
    .locator(".chart .most")
    .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute("width"))));
  expect(widths[0]).toBe(100);
  expect([...widths].sort((a, b) => b - a)).toEqual(widths);
  const least = await page
    .locator(".chart .least")
    .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute("width"))));
  expect(least.every((width, index) => width <= (widths[index] ?? 0))).toBe(true);
});
