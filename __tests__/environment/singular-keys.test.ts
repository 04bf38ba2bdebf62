import { problemsOfKeys } from "../support/minimal-file";

const MODEL = { name: "m", image: { tag: "1" } };

// The singular can be a key at another place, such as components.argo-cd.repository.path.
test.each([
  ["path", { models: [{ ...MODEL, path: "/predict" }] }, /models\[0\]\.path: .*; did you mean paths\?/],
  ["secret", { models: [{ ...MODEL, secret: "a" }] }, /models\[0\]\.secret: .*; did you mean secrets\?/],
  ["zone", { network: { zone: "a" } }, /network\.zone: .*; did you mean zones\?/],
])("a key in the singular, %s, is corrected at its place", (_, keys, expected) => {
  expect(problemsOfKeys(keys)).toContainEqual(expect.stringMatching(expected));
});
