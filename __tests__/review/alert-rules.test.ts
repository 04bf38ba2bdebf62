import { durationSeconds, firingOf } from "../../src/review/topics/monitoring/firing";

test.each([
  ["a lower limit", "rate(errors[5m]) > 10", "rate(errors[5m]) > 5", "earlier"],
  ["a higher limit", "rate(errors[5m]) > 10", "rate(errors[5m]) > 50", "later"],
  ["a higher limit of a value that falls", "up < 1", "up < 2", "earlier"],
  ["a lower limit of a value that falls", "days <= 30", "days <= 7", "later"],
  ["lower limits in both parts", "a > 10 and b >= 4", "a > 9 and b >= 3", "earlier"],
  ["one lower and one higher limit", "a > 10 and b >= 4", "a > 9 and b >= 5", "later"],
  ["a negative limit", "a > -1", "a > -2", "unknown"],
  ["another window", "rate(errors[5m]) > 10", "rate(errors[1m]) > 10", "unknown"],
  ["a limit in brackets", "count(a > 10) < 3", "count(a > 5) < 3", "unknown"],
  ["a limit of the part that excludes", "a > 1 unless b > 10", "a > 1 unless b > 5", "unknown"],
  ["a limit of a sum", "a > 10 + b", "a > 5 + b", "unknown"],
  ["a limit as a result", "a > bool 10", "a > bool 5", "unknown"],
  ["another series", "a > 1", "b > 1", "unknown"],
  ["a further part", "a > 1", "a > 1 and b > 1", "unknown"],
  ["an equal value", "up == 0", "up == 1", "unknown"],
])("%s", (_, before, after, firing) => {
  expect(firingOf(before, after)).toBe(firing);
});

test.each([
  [undefined, 0],
  ["0", 0],
  ["90s", 90],
  ["1h30m", 5400],
  ["15d", 1296000],
  ["soon", undefined],
])("%s is a duration in seconds", (duration, seconds) => {
  expect(durationSeconds(duration)).toBe(seconds);
});
