import { DATABASE_ENGINES } from "../../../src/facts/databases";
import { databaseSupport } from "../../../src/reports/report/database-versions";

test("the calendar has the version of every engine that the project emits", () => {
  const missing = Object.values(DATABASE_ENGINES).filter(
    ({ engine, engineVersion }) => !databaseSupport(engine, engineVersion),
  );
  expect(missing).toEqual([]);
});

test("a minor version has the support of its major version", () => {
  expect(databaseSupport("postgres", "17.7")).toEqual(databaseSupport("postgres", "17"));
  expect(databaseSupport("mysql", "8.4.9")).toEqual(databaseSupport("mysql", "8.4"));
});

test.each([
  ["postgres", "1"],
  ["postgres", "170"],
  ["postgres", ""],
  ["mysql", "8"],
  ["mariadb", "11.4"],
])("dates of %s %s are unknown", (engine, version) => {
  expect(databaseSupport(engine, version)).toBeUndefined();
});
