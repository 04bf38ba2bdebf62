import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FLAGS } from "../../../src/parts/log-in/facts";
import { proxyProblems } from "../../../src/parts/log-in/model/proxy-problems";
import { logInProxiesOf } from "../../../src/parts/log-in/model/proxies";
import { texts } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planOf } from "../../support/reference-plans";

/** Flags by the type of their value, from the source of the program. */
const { flags } = JSON.parse(
  readFileSync(join(__dirname, "../../support/oauth2-proxy-flags.json"), "utf8"),
) as { flags: Readonly<Record<string, readonly string[]>> };

const typeOf = (name: string): string | undefined =>
  Object.keys(flags).find((type) => flags[type]?.includes(name));

const plan = environmentPlan(planOf("ml-platform"));
const PROXIES = logInProxiesOf(plan).map(({ pods }) => ({
  name: pods.owner.name,
  pods,
  args: texts(pods.containers[0]?.config.args).map((each) => {
    const [, name = "", value = ""] = /^--([a-z0-9-]+)=(.+)$/s.exec(each) ?? [];
    return { name, value };
  }),
}));

test("there is a proxy for each program of the example", () => {
  expect(PROXIES.length).toBeGreaterThan(2);
});

/** Values that the parser of the program accepts, by the type of a flag. */
const ACCEPTED: Readonly<Record<string, RegExp>> = {
  Bool: /^(true|false)$/,
  Duration: /^(\d+(ns|us|ms|s|m|h))+$/,
  Int: /^\d+$/,
  String: /^.+$/s,
  // It is split at commas.
  StringSlice: /^[^,"]+$/,
};

test.each(PROXIES)("the program has each flag of $name, with a value of its type", ({ args }) => {
  expect(args.length).toBeGreaterThan(15);
  for (const { name, value } of args) {
    const type = typeOf(name) ?? "none";
    expect([name, type]).not.toEqual([name, "none"]);
    expect(value).toMatch(ACCEPTED[type] as RegExp);
  }
});

test.each(PROXIES)("$name repeats only flags that are lists", ({ args }) => {
  const repeated = args.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) < index);
  expect(repeated.filter((name) => typeOf(name) !== "StringSlice")).toEqual([]);
});

test.each(PROXIES)("the facts know each flag of $name", ({ pods }) => {
  expect(proxyProblems(plan, pods)).toEqual([]);
});

test("the facts name no flag that the program does not have", () => {
  expect(Object.keys(FLAGS).filter((name) => typeOf(name) === undefined)).toEqual([]);
});
