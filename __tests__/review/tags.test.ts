import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";
import { between, linesIn, reviewOf } from "./pairs";

const ENVIRONMENT = "ml-inference-prod";

const review = () =>
  reviewOf(between(planOf(ENVIRONMENT), planWith(ENVIRONMENT, { tags: { "cost-center": "4711" } })));

test("a new tag is one line for each layer that says that only tags change", () => {
  expect(linesIn(review(), "Tags")).toContainEqual(
    expect.stringMatching(
      /^info: only tags of \d+ resources of the layer network change: cost-center not set → 4711$/,
    ),
  );
});

test("nodes, which EKS replaces for a changed tag of their launch template, have a line of their own", () => {
  expect(linesIn(review(), "Tags")).toContainEqual(
    expect.stringMatching(/^attention: .*aws_launch_template\.\w+.*EKS replaces the nodes of the groups/),
  );
});

test("a new tag replaces and destroys nothing", () => {
  const { counts } = review();
  expect([counts.add, counts.replace, counts.destroy]).toEqual([0, 0, 0]);
});

test("a change without tags has no such topic", () => {
  const edited = reviewOf(
    between(planOf(ENVIRONMENT), planWith(ENVIRONMENT, { cluster: { logRetentionDays: 60 } })),
  );
  expect(edited.topics.map(({ title }) => title)).not.toContain("Tags");
});
