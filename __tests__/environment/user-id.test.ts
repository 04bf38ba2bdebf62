import { configWith } from "../support/environments";

const withUser = (runAsUser: number) => () =>
  configWith("ml-inference-prod", { models: [{ name: "api", image: { tag: "1.0.0" }, runAsUser }] });

test("the largest user id is that of Kubernetes", () => {
  expect(withUser(2147483647)().models[0]?.runAsUser).toBe(2147483647);
  expect(withUser(2147483648)).toThrow("runAsUser");
});
