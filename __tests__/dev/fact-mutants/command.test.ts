import { resolve } from "node:path";
import { runFactMutants } from "../../../dev/fact-mutants/command";
import { type FactsByFile } from "../../../dev/fact-mutants/one-reading";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";

const ROOT = resolve(__dirname, "../../..");

const facts = (...args: string[]): Run =>
  runOf((output) => runFactMutants(args, { root: ROOT, today: TODAY }, output));

const withLists = (only: string, listed: FactsByFile): Run =>
  runOf((output) => runFactMutants(["--only", only], { root: ROOT, today: TODAY, listed }, output));

const withList = (name: string, list: readonly string[]): Run =>
  withLists(name, { [`src/facts/${name}`]: list });

test("the list of facts with one reading is that of a run", () => {
  const { status, stdout, stderr } = facts("--only", "facts/tls-policies");
  expect(stdout).toBe(
    "src/facts/tls-policies.ts: 10 changes, 3 with one reading\n" +
      "facts: 7 of 10 changes noticed, 3 with one reading, 0 unnoticed\n",
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("each fact is listed with the readings that notice another value", () => {
  const lines = facts("--only", "load-balancers", "--all").stdout.split("\n");
  expect(lines[0]).toBe("src/facts/load-balancers.ts IDLE_SECONDS.alb 60: defaults of services: the APIs");
});

test("fails when no file of facts has the text of --only", () => {
  const { status, stderr } = facts("--only", "nothing-like-this");
  expect(status).toBe(1);
  expect(stderr).toContain("--only: got nothing-like-this");
});

test("fails when nobody notices a fact that the list lacks", () => {
  const { status, stdout } = withList("billing.ts", []);
  expect(status).toBe(1);
  expect(stdout).toContain("noticed by nobody: src/facts/billing.ts BILLING.region\n");
});

test("fails when a fact of the list is noticed", () => {
  const { status, stderr } = withList("billing.ts", ["BILLING.region", "BILLING.vpcService"]);
  expect(status).toBe(1);
  expect(stderr).toBe(
    "in the list of facts with one reading, and noticed or removed: src/facts/billing.ts BILLING.vpcService\n",
  );
});

test("fails when the list has facts of a file that is gone", () => {
  const { status, stderr } = withLists("billing", {
    "src/facts/billing.ts": ["BILLING.region"],
    "src/facts/billing-of-before.ts": ["A"],
    "src/facts/others.ts": ["B"],
  });
  expect(status).toBe(1);
  expect(stderr).toBe(
    "in the list of facts with one reading, and noticed or removed: src/facts/billing-of-before.ts A\n",
  );
});

test("fails when the list would be written from a part of the files", () => {
  const { status, stdout, stderr } = facts("--only", "billing", "--accept");
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("option '--accept' cannot be used with option '--only <text>'");
});
