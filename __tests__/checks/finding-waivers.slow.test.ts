import { parse } from "yaml";
import { CHECKS } from "../../src/checks/all";
import { type Check } from "../../src/checks/check";
import { FINDING_ID, findingId } from "../../src/checks/runner/finding-id";
import { WAIVER_CHECK, type Result, isBlocking, runChecks, severityOf } from "../../src/checks/run";
import { statedIn } from "../../src/infrastructure/stated";
import { environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { TODAY } from "../support/findings";
import { settingsFor } from "../support/recorded-causes";
import { planOf } from "../support/reference-plans";
import { WorkingCopy } from "../support/working-copy";
import { type EnvironmentRecord } from "../../src/terraform/environment-record";

type WaiverRecord = EnvironmentRecord["waivers"][number];

const ADDRESS = "aws_vpc.main";

/** A check that says these messages about one resource. */
const saying = (...messages: readonly string[]): Check => ({
  id: "vpc-open",
  severity: "error",
  title: "no VPC is open",
  why: "for this test",
  fix: "close it",
  source: "none",
  run: () => messages.map((message) => ({ layer: "network", address: ADDRESS, message })),
});

const waiverOf = (finding: string | undefined): WaiverRecord => ({
  check: "vpc-open",
  address: ADDRESS,
  reason: "wanted",
  until: "2026-12-31",
  finding,
});

const run = (check: Check, ...waivers: readonly WaiverRecord[]): Result[] =>
  runChecks({
    plans: [environmentPlan(planOf("mlapp"))],
    checks: [check],
    waiversOf: () => waivers,
    today: TODAY,
  });

const idOf = (message: string, check: Partial<Check> = {}): string =>
  findingId({ ...saying(), ...check }, { message });

const OPEN_443 = "0.0.0.0/0 reaches port 443";
const OPEN_22 = "0.0.0.0/0 reaches port 22";

describe("a waiver", () => {
  test("accepts the finding that it names, and no other one at its address", () => {
    const results = run(saying(OPEN_443, OPEN_22), waiverOf(idOf(OPEN_443)));
    expect(results.filter(isBlocking).map(({ message }) => message)).toEqual([OPEN_22]);
  });

  test("does not accept what the check finds later at its address", () => {
    const results = run(saying(OPEN_22), waiverOf(idOf(OPEN_443)));
    expect(results.filter(isBlocking).map(({ message }) => message)).toEqual([
      OPEN_22,
      `waivers[0] accepts nothing: vpc-open no longer has the finding ${idOf(OPEN_443)} at ${ADDRESS}, but another one`,
    ]);
  });

  test("without a finding accepts nothing, and its error has the line to write", () => {
    const [finding, problem] = run(saying(OPEN_443), waiverOf(undefined));
    expect(finding?.waiver).toBeUndefined();
    expect(problem?.check).toBe(WAIVER_CHECK);
    expect(problem?.cause).toEqual(["waivers", 0, "finding"]);
    expect(problem?.fix).toBe(
      `read the finding; to accept it, write finding: ${idOf(OPEN_443)} in the waiver`,
    );
  });

  test("without a finding is an error in an environment that inherits it too", () => {
    const results = run(saying(OPEN_443), { ...waiverOf(undefined), inherited: true });
    expect(results.filter(isBlocking)).toHaveLength(2);
  });

  test("that an environment inherits hides no other finding", () => {
    const results = run(saying(OPEN_22), { ...waiverOf(idOf(OPEN_443)), inherited: true });
    expect(results.filter(isBlocking).map(({ message }) => message)).toEqual([OPEN_22]);
  });
});

describe("a waiver whose finding is gone", () => {
  const notice = (message: string): Check => ({
    ...saying(),
    run: () => [{ layer: "network", address: ADDRESS, message, isNotice: true }],
  });
  const messagesOf = (results: readonly Result[]): string[] => results.map(({ message }) => message);

  test.each<[string, Check]>([
    ["all findings are gone", saying()],
    ["a notice has its place", notice("not judged: main at 0123456")],
    ["a warning has its place", { ...saying(OPEN_22), severity: "warning" }],
  ])("stops no synth where %s, and a warning says that it accepts nothing", (_, check) => {
    const results = run(check, waiverOf(idOf(OPEN_443)));
    expect(results.filter(isBlocking)).toEqual([]);
    expect(messagesOf(results)).toContainEqual(expect.stringContaining("waivers[0] accepts nothing"));
    expect(results.map(severityOf)).toContain("warning");
  });

  test("stops no synth when its last day is over either", () => {
    const results = run(saying(), { ...waiverOf(idOf(OPEN_443)), until: "2026-01-01" });
    expect(results.filter(isBlocking)).toEqual([]);
  });

  test("with an unknown check is an error", () => {
    const results = run(saying(), { ...waiverOf(idOf(OPEN_443)), check: "no-such" });
    expect(results.filter(isBlocking)).toHaveLength(1);
  });
});

describe("the id of a finding", () => {
  test("is text in YAML, without quotes", () => {
    expect(idOf(OPEN_443)).toMatch(FINDING_ID);
    expect(parse(`finding: ${idOf(OPEN_443)}`)).toEqual({ finding: idOf(OPEN_443) });
  });

  test.each([
    ["spaces", "0.0.0.0/0  reaches port\n443"],
    ["punctuation", '"0.0.0.0/0" reaches (port 443).'],
  ])("does not depend on %s", (_, message) => {
    expect(idOf(message)).toBe(idOf(OPEN_443));
  });

  test.each([
    ["range", "10.0.0.0/8 reaches port 443"],
    ["port", OPEN_22],
    ["verb", "0.0.0.0/0 leaves port 443"],
  ])("depends on the %s that the finding names", (_, message) => {
    expect(idOf(message)).not.toBe(idOf(OPEN_443));
  });

  test("depends on the check", () => {
    expect(idOf(OPEN_443, { id: "other" })).not.toBe(idOf(OPEN_443));
  });

  test("does not depend on the amounts of a check that measures", () => {
    const measured = (message: string): string => idOf(message, { measures: true });
    expect(measured("room for api with 5 of 10 replicas, 409Mi left")).toBe(
      measured("room for api with 6 of 12 replicas, 1,024Mi left"),
    );
    expect(measured("room for api with 5 replicas")).not.toBe(measured("room for other with 5 replicas"));
  });
});

/** Check, address and id of all findings on an environment. */
function findingsOn(environment: string, change: object = {}, today = TODAY): string[] {
  const config = configWith(environment, change);
  const results = runChecks({
    plans: [environmentPlan(planWith(environment, change))],
    checks: CHECKS,
    waiversOf: () => [],
    statedOf: () => statedIn(settingsFor(config)),
    today,
  });
  return [
    ...new Set(results.map((each) => `${each.check.id} ${each.address} ${findingId(each.check, each)}`)),
  ];
}

describe.each(ENVIRONMENTS)("findings on %s keep their ids", (environment) => {
  test("on a later day", () => {
    expect(findingsOn(environment, {}, "2026-12-15")).toEqual(
      expect.arrayContaining(findingsOn(environment)),
    );
  });

  test("with other variables of another model, more disk and another owner", () => {
    const { models } = configWith(environment);
    const [first] = models;
    const another = { ...first, name: "another", paths: ["/another"], image: { tag: "1.0.0" }, secrets: [] };
    const others = { owner: "others", cluster: { nodeGroups: { general: { diskGiB: 80 } } } };
    const before = findingsOn(environment, { models: [...models, another] });
    const after = findingsOn(environment, {
      ...others,
      models: [...models, { ...another, environment: { LEVEL: "1" } }],
    });
    expect(after).toEqual(expect.arrayContaining(before));
  });
});

test("the report has the line that accepts a finding", async () => {
  const copy = new WorkingCopy("retail-forecast");
  copy.edit("retail-forecast.yaml", /^ {2}webAclArn:.*\n/m, "");
  const { error = "" } = await copy.synth();
  const [, address = "", finding = ""] =
    /public-entry-waf retail-forecast-\w+ (\S+) \(.*\) finding: (\w+)$/m.exec(error) ?? [];
  copy.edit(
    "retail-forecast.yaml",
    /^waivers:\n/m,
    `waivers:\n  - { check: public-entry-waf, address: ${address}, finding: ${finding}, reason: wanted, until: 2027-01-31 }\n`,
  );
  expect(await copy.synth()).toMatchObject({ summary: expect.stringContaining("public-entry-waf") });
});

test("a scanner gets no exception for an inherited waiver whose finding is another one", async () => {
  const copy = new WorkingCopy("retail-forecast");
  copy.edit("retail-forecast.yaml", /^ {2}webAclArn:.*\n/m, "");
  const keys =
    'extends: retail-forecast\naccount: "999900001111"\ncluster: { admins: [arn:aws:iam::999900001111:role/admin] }\n' +
    "entry: { scheme: internal, certificateArn: arn:aws:acm:ap-southeast-1:999900001111:certificate/0a1b2c3d-0000-4000-8000-999900001111 }\n";
  copy.write("own.yaml", keys);
  const waiver =
    "{ check: public-subnet-addresses, address: aws_subnet.public_a, finding: bbbbbbbb, reason: never true, until: 2027-01-31 }";
  copy.edit("retail-forecast.yaml", /^waivers:\n/m, `waivers:\n  - ${waiver}\n`);
  await copy.synth(["own"]);
  const exceptions = [...copy.published].filter(([path]) => /checkov|trivy/.test(path));
  expect(exceptions.length).toBeGreaterThan(3);
  expect(exceptions.filter(([, text]) => text.includes("never true"))).toEqual([]);
});
