import { HARMS } from "../../../src/review/stages/harm";
import { VERDICTS } from "../../../src/review/stages/verdict";
import { IMAGES, caseNamed, json } from "./formats";

const review = caseNamed(IMAGES);

test("the schema has each verdict and each harm", () => {
  for (const verdict of VERDICTS)
    expect(json({ reviews: [{ ...review, verdict }] }).summary.verdict).toBe(verdict);
  for (const harm of HARMS) expect(json({ reviews: [{ ...review, harm }] }).summary.harm).toBe(harm);
});

test("values that are a cause only together are so in JSON", () => {
  const settings = ["a", "b"].map((path) => ({ path, before: 1, after: 2, at: undefined }));
  const lines = review.lines.map((line) => ({
    ...line,
    cause: { by: "settings", settings, isTogether: true } as const,
  }));
  expect(json({ reviews: [{ ...review, lines }] }).environments[0]?.lines[0]?.cause).toMatchObject({
    isTogether: true,
  });
});
