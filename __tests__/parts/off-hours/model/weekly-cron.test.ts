import { MINUTES_A_WEEK } from "../../../../src/infrastructure/part-rest";
import * as fc from "fast-check";
import { weeklyOfKubernetes, weeklyOfScheduler } from "../../../../src/parts/off-hours/model/weekly-cron";

const DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const SOME_DAYS = fc.uniqueArray(fc.nat(6), { minLength: 1 });
const expected = (days: readonly number[], minutes: number) =>
  [...days].sort((a, b) => a - b).map((day) => day * 24 * 60 + minutes);

test("OPS-04 a weekly expression has the minutes of its days", () => {
  fc.assert(
    fc.property(SOME_DAYS, fc.nat(23), fc.nat(59), (days, hour, minute) => {
      const names = days.map((day) => DAYS[day] ?? "");
      const wanted = expected(days, hour * 60 + minute);
      expect(weeklyOfScheduler(`cron(${minute} ${hour} ? * ${names.join(",")} *)`)).toEqual(wanted);
    }),
  );
});

test("OPS-04 days by number begin with Sunday, at 1", () => {
  fc.assert(
    fc.property(fc.nat(6), (day) => {
      const wanted = expected([day], 60);
      expect(weeklyOfScheduler(`cron(0 1 ? * ${((day + 1) % 7) + 1} *)`)).toEqual(wanted);
    }),
  );
});

test("OPS-04 a range of days includes both ends, also over the weekend", () => {
  fc.assert(
    fc.property(fc.nat(6), fc.nat(6), (first, last) => {
      const length = ((last - first + 7) % 7) + 1;
      const days = Array.from({ length }, (_, index) => (first + index) % 7);
      expect(weeklyOfScheduler(`cron(30 6 ? * ${DAYS[first] ?? ""}-${DAYS[last] ?? ""} *)`)).toEqual(
        expected(days, 390),
      );
    }),
  );
});

test("OPS-04 every day is written as * or ?", () => {
  const all = expected([0, 1, 2, 3, 4, 5, 6], 0);
  expect(weeklyOfScheduler("cron(0 0 ? * * *)")).toEqual(all);
  expect(weeklyOfScheduler("cron(0 0 * * ? *)")).toEqual(all);
});

test.each([
  "rate(1 hour)",
  "at(2026-11-22T07:00:00)",
  "cron(0 7 1 * ? *)",
  "cron(0 7 ? 6 MON *)",
  "cron(0 7 ? * MON 2027)",
  "cron(0 7 ? * MON#1 *)",
  "cron(0 7 ? * 0 *)",
  "cron(0 24 ? * MON *)",
  "cron(60 7 ? * MON *)",
  "cron(0/5 7 ? * MON *)",
  "cron(0 7 ? * ? *)",
  "cron(0 7 * * MON *)",
  "cron(0 7 ? * MON-WED-FRI *)",
  "0 7 * * mon",
  "",
])("OPS-04 the expression %p of EventBridge Scheduler is not weekly", (expression) => {
  expect(weeklyOfScheduler(expression)).toBeUndefined();
});

test("OPS-04 any text is read or refused, and never read as a minute outside of the week", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const times = weeklyOfScheduler(`cron(${text})`) ?? [];
      expect(times.every((time) => time >= 0 && time < MINUTES_A_WEEK)).toBe(true);
    }),
  );
});

test("OPS-04 a schedule of a CronJob has the minutes of its days, by name or by a number from Sunday at 0", () => {
  fc.assert(
    fc.property(SOME_DAYS, fc.nat(23), fc.nat(59), fc.boolean(), (days, hour, minute, isNamed) => {
      const names = days.map((day) => (isNamed ? (DAYS[day] ?? "").toLowerCase() : String((day + 1) % 7)));
      const wanted = expected(days, hour * 60 + minute);
      expect(weeklyOfKubernetes(`${minute} ${hour} * * ${names.join(",")}`)).toEqual(wanted);
    }),
  );
});

test.each([
  "@daily",
  "0 7 1 * mon",
  "0 7 * 6 mon",
  "*/5 7 * * mon",
  "0 24 * * mon",
  "0 7 * * 8",
  "0 7 * * mon 2027",
  "CRON_TZ=UTC 0 7 * * mon",
  "cron(0 7 ? * MON *)",
  "",
])("OPS-04 %j is not read as a schedule of a CronJob", (schedule) => {
  expect(weeklyOfKubernetes(schedule)).toBeUndefined();
});
