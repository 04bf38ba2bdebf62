import { type Page } from "playwright-core";

/** Luminance contrast of text with the nearest background (WCAG 2.2, "Contrast (Minimum)"). */
export const lowContrasts = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((found) => {
    const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string): number => {
      const [r = 0, g = 0, b = 0] = channels(color)
        .slice(0, 3)
        .map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const isOpaque = (color: string): boolean => (channels(color)[3] ?? 1) > 0;
    const backgroundOf = (element: Element | null): string => {
      for (let each = element; each; each = each.parentElement) {
        const { backgroundColor } = getComputedStyle(each);
        if (isOpaque(backgroundColor)) return backgroundColor;
      }
      return "rgb(255,255,255)";
    };
    return [...document.querySelectorAll(found)]
      .filter((element) => (element.textContent ?? "").trim() !== "")
      .flatMap((element) => {
        const values = [luminance(getComputedStyle(element).color), luminance(backgroundOf(element))].sort();
        const ratio = ((values[1] ?? 0) + 0.05) / ((values[0] ?? 0) + 0.05);
        return ratio < 4.5
          ? [`${element.tagName} ${(element.textContent ?? "").slice(0, 30)}: ${ratio.toFixed(2)}`]
          : [];
      });
  }, selector);
