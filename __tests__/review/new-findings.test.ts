import { edited, reviewOf } from "./pairs";
import { OPTION_B } from "./topic-lines";

test("an unchanged environment has no topic, finding, plan or cost difference", () => {
  const { verdict, topics, checks, cost, plans } = reviewOf(edited(OPTION_B, () => undefined));
  expect(verdict).toBe("no change");
  expect([topics, plans, checks.found, checks.gone, cost.differences]).toEqual([[], [], [], [], []]);
});

describe("findings", () => {
  const { environment, before, after } = edited(
    OPTION_B,
    ({ network }) => (network.resource.aws_vpc.main.enable_dns_support = false),
  );
  const { checks, verdict } = reviewOf({ environment, before, after });
  const ids = checks.found.map(({ check }) => check.id);

  test("a new finding is reported, and names that no longer resolve are an outage", () => {
    expect(verdict).toBe("destructive");
    expect(ids).toContain("vpc-settings");
  });

  test("a resolved finding is reported", () => {
    const reverted = reviewOf({ environment, before: after, after: before });
    expect(reverted.checks.gone.map(({ check }) => check.id)).toEqual(ids);
  });
});
