import { type ReviewLine } from "../../../src/review/stages/line";
import { say } from "../../../src/review/stages/phrase";
import { htmlReport } from "../../../src/review/rendering/html";
import { jsonReport } from "../../../src/review/rendering/json";
import { LONGEST_PAGE } from "../../../src/review/rendering/markdown";
import { type ReviewReport } from "../../../src/review/rendering/report";
import { textReport } from "../../../src/review/text";
import { IMAGES, caseNamed, markdown } from "./formats";

describe("growth", () => {
  const review = caseNamed(IMAGES);
  const grown = (count: number): ReviewReport => {
    const lines = Array.from({ length: count }, (_, index): ReviewLine => ({
      level: "attention",
      harm: "pods roll",
      layer: "models",
      address: `kubernetes_deployment_v1.model_${index}`,
      text: say`pods roll: model-${index}, since its image changes`,
    }));
    return { reviews: [{ ...review, lines, topics: [{ title: "Rollouts", lines }] }] };
  };

  test.each<[string, (report: ReviewReport) => string]>([
    ["text", textReport],
    ["HTML", htmlReport],
    ["JSON", (report) => JSON.stringify(jsonReport(report))],
  ])("of %s to 1,000 models is linear", (_, render) => {
    const [ten, hundred, thousand] = [10, 100, 1000].map((count) => render(grown(count)).length) as [
      number,
      number,
      number,
    ];
    expect((thousand - hundred) / 900 / ((hundred - ten) / 90)).toBeLessThan(1.2);
  });

  test("of Markdown is bounded, and what does not fit is counted", () => {
    const text = markdown(grown(5000));
    expect(text.length).toBeLessThanOrEqual(LONGEST_PAGE);
    expect(text).toMatch(/more lines do not fit/);
    expect(text).toContain("and 4990 that follow");
  });

  test("leaves the open part as it is: ten lines", () => {
    for (const count of [10, 1000]) {
      const [head = ""] = textReport(grown(count)).split("\n\n");
      expect(head.match(/pods roll: model-/g)).toHaveLength(10);
    }
  });
});
