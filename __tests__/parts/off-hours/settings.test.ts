import * as fc from "fast-check";
import { minutesOf, timeOf, timezoneProblem } from "../../../src/parts/off-hours/clock";
import { minimalFile, problemsOfFiles } from "../../support/minimal-file";

const NODE_GROUPS = [
  "nodeGroups:",
  "  gpu: { instanceTypes: [g5.xlarge], minPerZone: 0 }",
  "  general: { maxPerZone: 3 }",
];

function problemsOf(changes: Readonly<Record<string, string>>): string[] {
  const settings = { timezone: "Europe/Berlin", start: '"07:00"', stop: '"19:00"', ...changes };
  const lines = Object.entries(settings).flatMap(([key, value]) =>
    value === "" ? [] : [`${key}: ${value}`],
  );
  const components = ["off-hours:", ...lines.map((line) => `  ${line}`)];
  return problemsOfFiles({ one: minimalFile({ cluster: NODE_GROUPS, components }) });
}

test.each([
  ["only the times", {}],
  ["times without quotes", { start: "07:00", stop: "19:00" }],
  ["another time zone", { timezone: "America/Argentina/Buenos_Aires" }],
  ["the time zone UTC", { timezone: "UTC" }],
  ["an old name of a time zone", { timezone: "Asia/Calcutta" }],
  ["all days", { days: "[mon, tue, wed, thu, fri, sat, sun]" }],
  ["no node at rest", { keepNodes: "0" }],
  ["as many nodes at rest as the zones can have", { keepNodes: "6" }],
  ["the group of the nodes at rest", { keepIn: "general" }],
])("OPS-04 a file can have %s", (_, changes) => {
  expect(problemsOf(changes)).toEqual([]);
});

test.each([
  ["an unknown time zone", { timezone: "Europe/Berln" }, "timezone", "did you mean Europe/Berlin?"],
  ["a time zone in other case", { timezone: "europe/berlin" }, "timezone", "write Europe/Berlin"],
  ["an offset", { timezone: '"+01:00"' }, "timezone", "an offset such as +01:00 has no daylight saving time"],
  ["no time zone", { timezone: "" }, "timezone", "expected"],
  ["a time without a leading zero", { start: "7:00" }, "start", "four digits in quotes"],
  ["the hour 24", { stop: '"24:00"' }, "stop", "from 00:00 to 23:59"],
  ["a number as time", { start: "700" }, "start", "expected"],
  ["a stop before the start", { start: '"22:00"', stop: '"06:00"' }, "stop", "working hours over midnight"],
  ["a stop at the start", { stop: '"07:00"' }, "stop", "at least two hours after start, which is 07:00"],
  [
    "a night of one hour",
    { start: '"00:30"', stop: '"23:00"' },
    "stop",
    "at least two hours before the start of the next day at 00:30",
  ],
  [
    "a stop whose nodes would stop on the next day",
    { stop: '"23:50"' },
    "stop",
    "a time until 23:49: nodes stop 10 minutes after the models",
  ],
  ["no days", { days: "[]" }, "days", "at least one day"],
  ["a day twice", { days: "[mon, mon]" }, "days", "each day once"],
  ["an unknown day", { days: "[monday]" }, "days[0]", "expected"],
  ["more nodes than the zones can have", { keepNodes: "7" }, "keepNodes", "at most 6, maxPerZone"],
  [
    "an unknown group",
    { keepIn: "others" },
    "keepIn",
    "one of cluster.nodeGroups without GPUs and taints: general",
  ],
  [
    "a group with GPUs",
    { keepIn: "gpu" },
    "keepIn",
    "one of cluster.nodeGroups without GPUs and taints: general",
  ],
])("OPS-04 %s is refused at its key, with the fix", (_, changes, key, text) => {
  const [problem = "", ...others] = problemsOf(changes);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^one\.yaml:\d+:\d+/);
  expect(problem).toContain(`components.off-hours.${key}`);
  expect(problem).toContain(text);
});

test("OPS-04 a time is read as its minutes after midnight", () => {
  fc.assert(fc.property(fc.nat(24 * 60 - 1), (minutes) => minutesOf(timeOf(minutes)) === minutes));
});

test("OPS-04 each time zone of the runtime is accepted, and refused in another case", () => {
  for (const name of Intl.supportedValuesOf("timeZone")) {
    expect([name, timezoneProblem(name)]).toEqual([name, undefined]);
    if (name !== name.toLowerCase()) expect(timezoneProblem(name.toLowerCase())).toBeDefined();
  }
});
