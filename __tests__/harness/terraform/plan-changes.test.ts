import { type Change, type ResourceChange, plannedChanges } from "../../real/terraform/harness/plan-changes";

const resource = (actions: readonly string[], more: Partial<ResourceChange> = {}): ResourceChange => ({
  address: "aws_vpc.main",
  change: { actions },
  ...more,
});
const changesOf = (...resources: ResourceChange[]): string[] =>
  plannedChanges({ resource_changes: resources });

test.each([
  [["create"], "create aws_vpc.main"],
  [["update"], "update aws_vpc.main"],
  [["delete"], "delete aws_vpc.main"],
  [["forget"], "forget aws_vpc.main"],
  [["delete", "create"], "replace aws_vpc.main"],
  [["create", "delete"], "replace aws_vpc.main"],
  [["create", "forget"], "forget aws_vpc.main"],
])("the planned actions %j are reported as: %s", (actions, expected) => {
  expect(changesOf(resource(actions))).toEqual([expected]);
});

test("an unchanged resource and a data source that is read are no changes", () => {
  expect(changesOf(resource(["no-op"]), resource(["read"], { address: "data.aws_vpc.main" }))).toEqual([]);
});

test("a resource with a new address and no other change is moved", () => {
  expect(changesOf(resource(["no-op"], { previous_address: "aws_vpc.old" }))).toEqual(["move aws_vpc.main"]);
});

test("a resource with a new address and another change has that change", () => {
  const from = { previous_address: "aws_vpc.old" };
  expect(changesOf(resource(["delete", "create"], from))).toEqual(["replace aws_vpc.main"]);
});

test("an existing resource that is added to the state is imported", () => {
  const change: Change = { actions: ["no-op"], importing: { id: "vpc-1" } };
  expect(changesOf(resource([], { change }))).toEqual(["import aws_vpc.main"]);
});

test("an unknown action is an error, not an empty plan", () => {
  expect(() => changesOf(resource(["evict"]))).toThrow("unknown actions evict");
  expect(() => changesOf(resource([]))).toThrow("unknown actions");
});

test("changed outputs are included, and the list is sorted", () => {
  const plan = {
    resource_changes: [resource(["update"]), resource(["create"], { address: "aws_subnet.a" })],
    output_changes: { vpc_id: { actions: ["create"] }, cidr: { actions: ["no-op"] } },
  };
  expect(plannedChanges(plan)).toEqual([
    "create aws_subnet.a",
    "create output.vpc_id",
    "update aws_vpc.main",
  ]);
});
