import { type ResourceChange } from "../../src/review/change";
import { countsOf } from "../../src/review/stages/verdict";

const ADDRESS = "aws_route53_record.alias";

const CHANGE: ResourceChange = {
  environment: "mlapp",
  layer: "models",
  address: ADDRESS,
  type: "aws_route53_record",
  before: {},
  after: {},
  action: "unknown",
  instances: 1,
  edits: [],
  reasons: [],
  notes: [],
};

const planned = (address: string) => ({
  layer: "models" as const,
  plan: { resource_changes: [{ address, mode: "managed", change: { actions: ["delete", "create"] } }] },
});

test("an action that only a plan knows is counted as the plan has it", () => {
  expect(countsOf([CHANGE], [planned(ADDRESS)])).toMatchObject({ replace: 1, unknown: 0 });
});

test("an action that the plan does not have stays unknown", () => {
  expect(countsOf([CHANGE], [planned("aws_route53_record.other")])).toMatchObject({ replace: 0, unknown: 1 });
});
