import { edited, reviewOf } from "./pairs";

const stating = (standardVcpus: number) => ({
  waivers: [],
  settings: [{ path: ["quotas", "standardVcpus"], value: standardVcpus }],
  causes: [],
});

test("a review shows the finding that a lower quota of the account causes, without another change", () => {
  const { checks } = reviewOf(
    edited("ml-inference-prod", () => undefined),
    { records: [stating(32), stating(6)] },
  );
  expect(checks.found.map(({ message }) => message)).toEqual([
    "8 vCPUs of running On-Demand Standard instances exceed the account's quota of 6",
  ]);
});

test("a review shows that a higher quota of the account resolves the finding", () => {
  const { checks } = reviewOf(
    edited("ml-inference-prod", () => undefined),
    { records: [stating(6), stating(32)] },
  );
  expect(checks.gone.map(({ check }) => check.id)).toEqual(["account-quotas"]);
});
