import { KINDS } from "../support/boundaries";
import { configWith } from "../support/environments";
import { rules } from "../../src/environment/rules/all";

const problems = (permissionsBoundary: unknown): string[] =>
  rules(configWith("ml-inference-prod", { permissionsBoundary })).map(
    ({ path, expected }) => `${path.join(".")}: ${expected}`,
  );

test.each(["model-roles", "arn:aws:iam::222233334444:policy/team/model-roles"])("accepts %s", (policy) =>
  expect(problems(policy)).toEqual([]),
);

test("fails for a policy of another account, which IAM accepts as no boundary", () =>
  expect(problems("arn:aws:iam::999999999999:policy/model-roles")).toEqual([
    "permissionsBoundary: an ARN of account 222233334444",
  ]));

test.each([
  "arn:aws:iam::aws:policy/PowerUserAccess",
  "arn:aws:iam::222233334444:role/model-roles",
  "a b",
  "",
])("fails for %s, which is no policy of a customer", (policy) =>
  expect(() => problems(policy)).toThrow("customer managed policy"),
);

describe("one for each kind of role", () => {
  test("accepts another policy for each", () => expect(problems(KINDS)).toEqual([]));

  test("fails for a kind without one, whose roles would have none", () => {
    const others = Object.fromEntries(Object.entries(KINDS).filter(([kind]) => kind !== "nodes"));
    expect(() => problems(others)).toThrow("nodes");
  });

  test("fails for a kind that does not exist", () =>
    expect(() => problems({ ...KINDS, gateways: "x" })).toThrow("gateways"));

  test("fails for a policy of another account", () =>
    expect(problems({ ...KINDS, models: "arn:aws:iam::999999999999:policy/models" })).toEqual([
      "permissionsBoundary.models: an ARN of account 222233334444",
    ]));
});
