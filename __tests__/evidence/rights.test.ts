import { publishedActions } from "../../dev/service-data/published";
import { statementsOf } from "../../src/infrastructure/identity-policies";
import { kinds } from "../../src/infrastructure/actions-on-data.json";
import { ESCALATING } from "../../src/evidence/escalations";
import { MANAGED_POLICIES } from "../../src/evidence/managed-policies";

const ACTIONS = [
  ...ESCALATING.escalations.flatMap(({ actions }) => actions),
  ...ESCALATING.runsAs.map(({ action }) => action),
  ...kinds.flatMap(({ actions }) => actions),
];

test("each action of the facts exists", () => {
  const unknown = ACTIONS.filter((action) => {
    const [service = "", name = ""] = action.split(":");
    return !Object.values(publishedActions(service)).some((each) => each.name === name);
  });
  expect(unknown).toEqual([]);
});

test("each document of an AWS managed policy is readable", () => {
  const policies = Object.entries(MANAGED_POLICIES.policies);
  expect(policies.length).toBeGreaterThan(20);
  for (const [path, { Statement }] of policies) {
    const statements = statementsOf(JSON.stringify({ Version: "2012-10-17", Statement })) ?? [];
    expect([path, statements.length > 0]).toEqual([path, true]);
  }
});

test("each policy of one service is known", () => {
  const names = Object.keys(MANAGED_POLICIES.policies);
  expect(
    MANAGED_POLICIES.servicePolicies.filter(({ policy }) => !names.some((name) => policy.test(name))),
  ).toEqual([]);
});

test("each escalation has actions, a result, and resources that its check knows", () => {
  expect(ESCALATING.escalations.length).toBeGreaterThan(5);
  for (const { actions, result, resources } of ESCALATING.escalations) {
    expect(actions).not.toEqual([]);
    expect(result).not.toBe("");
    expect([undefined, "wide", "others"]).toContain(resources);
  }
});
