import { planWith } from "../support/changed-plans";
import { between, linesIn, reviewOf } from "./pairs";

const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
const [FIRST, SECOND] = [digestOf("a"), digestOf("b")];
const plan = (bucketPrefix: string, manifestDigest?: string, weights?: object) =>
  planWith("ml-inference-prod", {
    models: [{ name: "churn", image: { tag: "1" }, bucketPrefix, manifestDigest, weights }],
  });
const DOWNLOAD = { sizeGiB: 1, mode: "download" };

const review = (before: ReturnType<typeof plan>, after: ReturnType<typeof plan>) =>
  reviewOf(between(before, after));
const lines = (...sides: Parameters<typeof review>): string[] =>
  linesIn(review(...sides), "Contents of models");

test("ML-04 a review says that another digest changes the content of the weights", () => {
  expect(lines(plan("churn/1/", FIRST), plan("churn/2/", SECOND))).toEqual([
    expect.stringMatching(
      /^attention: churn: the content of the weights changes: churn\/1\/ of sha256:a+ → churn\/2\/ of sha256:b+/,
    ),
  ]);
  expect(lines(plan("churn/1/", FIRST), plan("churn/1/", SECOND))).toEqual([
    expect.stringContaining("the version was deleted and created again"),
  ]);
});

test("ML-04 a changed prefix with the digest of the former one stops the merge", () => {
  const found = review(plan("churn/1/", FIRST), plan("churn/2/", FIRST));
  expect(linesIn(found, "Contents of models")).toEqual([
    expect.stringContaining("no new pod of churn starts: manifestDigest is still that of churn/1/"),
  ]);
  expect(found.verdict).toBe("destructive");
});

test("ML-04 a review says where no digest pins the content", () => {
  for (const [before, after] of [
    [plan("churn/1/"), plan("churn/2/")],
    [plan("churn/1/", FIRST), plan("churn/2/")],
    [plan("churn/1/", FIRST), plan("churn/1/")],
  ] as const)
    expect(lines(before, after)).toEqual([expect.stringContaining("the content is not pinned")]);
});

test("ML-04 the first digest is a line without attention, and equal contents are none", () => {
  expect(lines(plan("churn/1/"), plan("churn/1/", FIRST))).toEqual([
    expect.stringMatching(/^info: churn: manifestDigest pins the content of churn\/1\//),
  ]);
  expect(lines(plan("churn/1/", FIRST), plan("churn/1/", FIRST))).toEqual([]);
  expect(lines(plan("churn/"), plan("churn-2/"))).toEqual([]);
});

test("ML-04 each edit of the init container has a line", () => {
  for (const weights of [undefined, DOWNLOAD]) {
    const found = review(plan("churn/1/", FIRST, weights), plan("churn/2/", SECOND, weights));
    const all = found.topics.flatMap(({ title }) => linesIn(found, title));
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((line) => /init_container/.test(line) && /not understood/.test(line))).toEqual([]);
  }
});
