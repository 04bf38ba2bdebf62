import { rules } from "../../../src/platform/environment/rules";
import { configWith } from "../../support/environments";

const problems = (permissionsBoundary: string): string[] =>
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
