import { PART_REQUESTS, allRequests } from "../../../dev/docs/all-requests";
import { type PartRequests, asResources } from "../../../src/parts/part-requests";

const row: PartRequests = {
  requests: { cpu: "10m", memory: "32Mi" },
  limits: { memory: "64Mi" },
  reason: "a test",
  asOf: "2026-11-24",
};

test("two parts with requests of one name are an error", () => {
  expect(() => allRequests({ a: { probe: row }, b: { probe: row } })).toThrow(
    "b has requests of probe, as another part does",
  );
});

test("a container has the resources of a row without its reason", () => {
  expect(asResources(row)).toEqual({ requests: row.requests, limits: row.limits });
});

test("the rows of all parts are in the order of their names", () => {
  const names = Object.keys(PART_REQUESTS);
  expect(names).toContain("mlflow");
  expect(names).toEqual([...names].sort());
});

test("each row has a reason and the day of its decision", () => {
  const rows = Object.values(PART_REQUESTS);
  expect(rows.length).toBeGreaterThan(20);
  for (const { reason, asOf } of rows) {
    expect(reason).toMatch(/\w/);
    expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

test("each row has requests of CPU and memory, a limit of memory, and no key that nothing reads", () => {
  const rows = Object.values(PART_REQUESTS);
  expect(rows.length).toBeGreaterThan(20);
  for (const each of rows) {
    expect(Object.keys(each).sort()).toEqual(["asOf", "limits", "reason", "requests"]);
    expect(Object.keys(each.requests).sort()).toEqual(["cpu", "memory"]);
    expect(Object.keys(each.limits).filter((key) => key !== "cpu")).toEqual(["memory"]);
  }
});
