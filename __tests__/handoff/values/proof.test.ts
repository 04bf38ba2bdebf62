import { valuesOfModule } from "../../../src/terraform/at-defaults";
import { type JsonObject } from "../../../src/terraform/stack-json";
import { type Candidate } from "../../../src/handoff/values/candidates";
import { disproved } from "../../../src/handoff/values/proof";

/** A setting with its present value, and one more in each trial. */
const candidate = (key: string, ...values: (string | number)[]): Candidate => ({
  scalar: { path: ["network", key], value: values[0] ?? "", forms: [] },
  values,
  shown: values.map(String),
  ...(typeof values[0] === "number" ? { numbers: values.map(Number) } : {}),
});

const text = candidate("name", "main", "maim", "maix", "maiz");
const days = candidate("retentionDays", 30, 31, 32, 33);
const hours = candidate("backupHours", 4, 5, 6, 7);

const stackOf = (groups: object): JsonObject => ({ resource: { aws_cloudwatch_log_group: groups } }) as never;

/** Variables that a trial with these groups disproves: no place of them is known. */
const disprovedBy = (groups: object, candidates: readonly Candidate[]): readonly Candidate[] =>
  disproved({
    layer: "network",
    stack: stackOf({ main: { retention_in_days: 30 } }),
    proof: stackOf(groups),
    trial: 3,
    parameters: { bindings: [], derived: [] },
    candidates: new Map(candidates.map((each) => [String(each.scalar.path.at(-1)), each])),
    places: [],
    valuesOfModule,
    isFilledOtherwise: () => false,
  });

test("numbers are left first where a trial has another block", () => {
  const groups = { main: { retention_in_days: 30 }, other: {} };
  expect(disprovedBy(groups, [text, days, hours])).toEqual([days, hours]);
});

test.each([
  ["block", { main: { retention_in_days: 30 }, other: {} }],
  ["value at a place of no variable", { main: { retention_in_days: 33 } }],
])("without numbers, texts are left where a trial has another %s", (_, groups) => {
  expect(disprovedBy(groups, [text])).toEqual([text]);
});

test("nothing is left where the trial has the same blocks and values", () => {
  expect(disprovedBy({ main: { retention_in_days: 30 } }, [text, days])).toEqual([]);
});
