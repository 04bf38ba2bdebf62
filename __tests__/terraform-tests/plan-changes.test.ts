import { type Change, type ResourceChange, plannedChanges } from "../../terraform-tests/harness/plan-changes";

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
])("a plan that would %j a resource says so", (actions, expected) => {
  expect(changesOf(resource(actions))).toEqual([expected]);
});

test("what stays as it is, and what is only read, is no change", () => {
  expect(changesOf(resource(["no-op"]), resource(["read"], { address: "data.aws_vpc.main" }))).toEqual([]);
});

test("a resource that only gets another address is moved; one that changes too is changed", () => {
  const from = { previous_address: "aws_vpc.old" };
  expect(changesOf(resource(["no-op"], from))).toEqual(["move aws_vpc.main"]);
  expect(changesOf(resource(["delete", "create"], from))).toEqual(["replace aws_vpc.main"]);
});

test("a resource that exists and is taken into the state is imported", () => {
  const change: Change = { actions: ["no-op"], importing: { id: "vpc-1" } };
  expect(changesOf(resource([], { change }))).toEqual(["import aws_vpc.main"]);
});

test("an action that nobody knows is an error, not an empty plan", () => {
  expect(() => changesOf(resource(["evict"]))).toThrow("unknown actions evict");
  expect(() => changesOf(resource([]))).toThrow("unknown actions");
});

test("outputs that change count, and all is sorted", () => {
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
