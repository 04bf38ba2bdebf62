import { CONDITION_KEYS } from "../../../src/reports/deployer-policy/facts/conditions";
import { type PolicyStatement } from "../../../src/facts/iam";
import { environmentPolicies } from "../../../src/reports/deployer-policy/environment-policies";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { StackJson } from "../../../src/terraform/stack-json";
import { ENVIRONMENTS } from "../../support/environments";
import { everyOptionPlan } from "../../support/every-option-plan";
import { carriedBy } from "./attacks/stolen-role";
import { planOf } from "../../support/reference-plans";

let statements: readonly PolicyStatement[] = [];
let allowing: readonly PolicyStatement[] = [];
beforeAll(() => {
  const plans = [...ENVIRONMENTS.map(planOf), everyOptionPlan()];
  statements = plans
    .map(({ environment, output }) => environmentPolicies(new EnvironmentPlan(environment, output)))
    .flatMap(({ layers, commands, boundary }) => [
      ...layers.flatMap(({ documents }) => Object.values(documents).flat()),
      ...commands.flatMap(({ documents }) => documents),
      boundary,
    ])
    .flatMap(({ Statement }) => Statement);
  allowing = statements.filter(({ Effect }) => Effect === "Allow");
});

const keysOf = ({ Condition = {} }: PolicyStatement): string[] =>
  Object.values(Condition).flatMap((keys) => Object.keys(keys));
const actionsOf = ({ Action }: PolicyStatement): string[] => [Action].flat();

test("every condition key has a row that says which calls carry it, and every row is used", () =>
  expect([...new Set(statements.flatMap(keysOf))].sort()).toEqual(
    CONDITION_KEYS.map(({ key }) => key).sort(),
  ));

test.each(CONDITION_KEYS)("$key is a condition of calls that carry it only", ({ key, actions }) => {
  const others = statements
    .filter((statement) => keysOf(statement).includes(key))
    .flatMap(actionsOf)
    .filter((action) => !actions.test(action));
  expect([...new Set(others)]).toEqual([]);
});

test("AWS carries each condition with each action, by the Service Authorization Reference", () => {
  const others = allowing.flatMap((statement) =>
    actionsOf(statement).flatMap((action) =>
      keysOf(statement)
        .filter((key) => key !== "aws:RequestedRegion" && !carriedBy(action)(key))
        .map((key) => `${action} ${key}`),
    ),
  );
  expect([...new Set(others)].sort()).toEqual([]);
});

test("a grant without kms:GrantIsForAWSResource reaches no other keys than one with it", () => {
  const grants = allowing.filter((statement) => actionsOf(statement).includes("kms:CreateGrant"));
  const limits = ({ Resource, Condition = {} }: PolicyStatement): string =>
    JSON.stringify([Resource, Condition["StringEquals"]]);
  const conditioned = grants.filter((statement) => keysOf(statement).includes("kms:GrantIsForAWSResource"));
  const free = grants.filter((statement) => !keysOf(statement).includes("kms:GrantIsForAWSResource"));
  expect(conditioned.length).toBeGreaterThan(0);
  const known = new Set(conditioned.map(limits));
  for (const statement of free)
    if (!keysOf(statement).some((key) => /^aws:ResourceTag\/(environment|private-eks-inference)$/.test(key)))
      expect([statement.Resource].flat().filter((resource) => resource?.includes("*"))).toEqual([]);
  expect([...known].filter((limit) => !free.map(limits).includes(limit))).toEqual([]);
});

test("no key is reached without the tags of a layer, its ARN, or the bucket of the states", () => {
  const wide = allowing
    .filter((statement) => actionsOf(statement).some((action) => /^kms:(?!List|\*|CreateKey)/.test(action)))
    .filter(({ Resource }) =>
      [Resource].flat().some((resource) => resource === "*" || resource?.endsWith("key/*")),
    )
    .filter(
      (statement) =>
        !keysOf(statement).some((key) => /^aws:(Resource|Request)Tag\/|^kms:EncryptionContext:/.test(key)),
    );
  expect(wide).toEqual([]);
});

test("keys of a layer without default tags are an error, since no condition would limit them", () => {
  const stack = new StackJson("x-network", { resource: { aws_kms_key: { one: {} } } });
  expect(() => environmentPolicies(new EnvironmentPlan("x", [{ layer: "network", stack }]))).toThrow(
    "tags that limit the policies to the resources of the layer",
  );
});
