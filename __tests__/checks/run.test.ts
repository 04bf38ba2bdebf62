import { statedIn } from "../../src/infrastructure/stated";
import { CHECKS } from "../../src/checks/all";
import { type Check, at } from "../../src/checks/check";
import { findingId } from "../../src/checks/runner/finding-id";
import { counts, report } from "../../src/checks/report";
import { type Result, WAIVER_CHECK, isBlocking, runChecks } from "../../src/checks/run";
import { PLAN_CHECK } from "../../src/checks/plan-of-stack";
import { ownBlockNotJudged } from "../../src/checks/terraform/own-block-not-judged";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { environmentPlan } from "../support/altered";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { noteFinding } from "../support/failing-checks";
import { CONTEXT, TODAY } from "../support/findings";
import { settingsFor } from "../support/recorded-causes";
import { planOf } from "../support/reference-plans";
import { type EnvironmentRecord } from "../../src/terraform/environment-record";

type WaiverRecord = EnvironmentRecord["waivers"][number];

const check: Check = {
  id: "vpc-named",
  severity: "error",
  title: "no VPC exists",
  why: "for this test",
  fix: "remove it",
  source: "none",
  run: (plan) => plan.resources("aws_vpc").map((vpc) => ({ ...at(vpc), message: "a VPC exists" })),
};
const plan: EnvironmentPlan = environmentPlan(planOf("mlapp"));
const waiver: WaiverRecord = {
  check: "vpc-named",
  address: "aws_vpc.main",
  finding: findingId(check, { message: "a VPC exists" }),
  reason: "wanted",
  until: "2026-12-31",
};

function run(waivers: readonly WaiverRecord[], today = TODAY, checks: readonly Check[] = [check]): Result[] {
  const results = runChecks({ plans: [plan], checks, waiversOf: () => waivers, today });
  for (const { check: of } of results) noteFinding(of.id);
  return results;
}

describe("waivers", () => {
  test("a finding without a waiver fails a synth", () => {
    const results = run([]);
    expect(results.map(({ address, message }) => `${address}: ${message}`)).toEqual([
      "aws_vpc.main: a VPC exists",
    ]);
    expect(results.filter(isBlocking)).toHaveLength(1);
  });

  test.each([
    ["before its last day", TODAY],
    ["on its last day", "2026-12-31"],
  ])("a waiver accepts its finding %s", (_, today) => {
    const results = run([waiver], today);
    expect(results.map((result) => result.waiver?.reason)).toEqual(["wanted"]);
    expect(results.filter(isBlocking)).toEqual([]);
  });

  test("a warning does not fail a synth", () => {
    expect(run([], TODAY, [{ ...check, severity: "warning" }]).filter(isBlocking)).toEqual([]);
  });
});

describe("the waiver check", () => {
  const waiverResults = (waivers: readonly WaiverRecord[], today = TODAY, checks = [check]) =>
    run(waivers, today, checks)
      .filter((result) => result.check === WAIVER_CHECK)
      .map(({ layer, address, cause, message }) => ({ layer, address, cause, message }));

  test("finds nothing for a waiver that accepts a finding", () => {
    expect(waiverResults([waiver])).toEqual([]);
  });

  test("finds nothing for an inherited waiver that accepts no finding", () => {
    expect(waiverResults([{ ...waiver, address: "aws_vpc.other", inherited: true }])).toEqual([]);
  });

  test.each(["edited", ownBlockNotJudged.id])("refuses a waiver of %s, also an inherited one", (id) => {
    for (const origin of [{}, { inherited: true }] as const) {
      const results = run([{ ...waiver, check: id, ...origin }], TODAY, [check, ownBlockNotJudged]);
      expect(results.filter((result) => result.check === WAIVER_CHECK)).toMatchObject([
        { message: expect.stringContaining("accepts nothing: no waiver accepts ") as string },
      ]);
    }
  });

  test("does not accept a finding by an inherited waiver that has expired", () => {
    expect(run([{ ...waiver, inherited: true }], "2027-01-01").filter(isBlocking)).toHaveLength(1);
  });

  test("finds an expired waiver beside the finding that it accepted", () => {
    expect(run([waiver], "2027-01-01").filter(isBlocking)).toHaveLength(2);
    expect(waiverResults([waiver], "2027-01-01")).toEqual([
      {
        layer: "network",
        address: "aws_vpc.main",
        cause: ["waivers", 0, "until"],
        message: "waivers[0], for vpc-named, expired on 2026-12-31",
      },
    ]);
  });

  test.each([
    ["and suggests the nearest check", "vpc-name", "vpc-name; did you mean vpc-named?"],
    ["and suggests none if no check is near", "subnets", "subnets"],
  ])("finds a waiver of an unknown check %s", (_, id, end) => {
    expect(waiverResults([waiver, { ...waiver, check: id }])).toEqual([
      {
        layer: "network",
        address: "aws_vpc.main",
        cause: ["waivers", 1, "check"],
        message: `waivers[1] accepts nothing: unknown check ${end}`,
      },
    ]);
  });

  test.each([
    ["and suggests the nearest address", "network", "aws_vpc.mian", "; did you mean aws_vpc.main?"],
    ["and suggests none if no address is near", "cluster", "aws_eks_cluster.main", ""],
  ])("finds a waiver of an address without a finding %s", (_, layer, address, end) => {
    expect(waiverResults([{ ...waiver, address }])).toEqual([
      {
        layer,
        address,
        cause: ["waivers", 0, "address"],
        message: `waivers[0] accepts nothing: vpc-named has no finding at ${address}${end}`,
      },
    ]);
  });

  test("finds the second of two waivers for one finding", () => {
    expect(waiverResults([waiver, { ...waiver }]).map(({ message }) => message)).toEqual([
      "waivers[1] accepts nothing: an earlier waiver accepts the same finding",
    ]);
  });

  test("reports both an unknown check and an expired day of one waiver", () => {
    const causes = waiverResults([{ ...waiver, check: "vpc" }], "2027-01-01").map(({ cause }) => cause);
    expect(causes).toEqual([
      ["waivers", 0, "check"],
      ["waivers", 0, "until"],
    ]);
  });

  test("says that a waiver is left over where it accepts nothing, and not where its day has passed", () => {
    const waivers = [{ ...waiver, check: "vpc" }, { ...waiver, address: "aws_vpc.other" }, waiver];
    const found = run(waivers, "2027-01-01").filter((result) => result.check === WAIVER_CHECK);
    expect(found.map(({ cause, isLeftover = false }) => [...(cause ?? []), isLeftover])).toEqual([
      ["waivers", 0, "check", true],
      ["waivers", 0, "until", false],
      ["waivers", 1, "address", true],
      ["waivers", 1, "until", false],
      ["waivers", 2, "until", false],
    ]);
  });
});

describe("the report", () => {
  const warning: Check = { ...check, id: "vpc-noted", severity: "warning" };

  test("has the check, stack, address, position, message and fix of each result", () => {
    const lines = report(run([]), () => "mlapp.yaml:3:1").split("\n");
    expect(lines[0]).toContain("vpc-named");
    expect(lines[0]).toContain(`mlapp-network aws_vpc.main (mlapp.yaml:3:1) finding: ${waiver.finding}`);
    expect(lines[1]).toContain("a VPC exists; fix: remove it");
  });

  test("lists errors before warnings", () => {
    const lines = report(run([], TODAY, [warning, check])).split("\n");
    expect(lines[0]).toContain("vpc-named");
    expect(lines[2]).toContain("vpc-noted");
  });

  test("has the last day and the reason of the waiver of an accepted finding", () => {
    expect(report(run([waiver]))).toContain("accepted until 2026-12-31: wanted");
  });

  const subnets: Check = {
    ...warning,
    id: "subnet-noted",
    run: (of) => of.resources("aws_subnet").map((subnet) => ({ ...at(subnet), message: "a subnet exists" })),
  };

  test("has one entry for one cause, with the places by stack and position", () => {
    const others = environmentPlan(planOf("retail-forecast"));
    const results = runChecks({
      plans: [plan, others],
      checks: [subnets],
      waiversOf: () => [],
      today: TODAY,
    });
    expect(report(results, ({ environment }) => `${environment}.yaml:3:1`).split("\n")).toEqual([
      expect.stringMatching(
        /^warning subnet-noted mlapp-network aws_subnet\.private_a, .*aws_subnet\.public_b \(mlapp\.yaml:3:1\); retail-forecast-network aws_subnet\.private_a, .* \(retail-forecast\.yaml:3:1\) finding: \w{8}$/,
      ),
      "        a subnet exists; fix: remove it",
    ]);
    expect(counts(results, 1)).toBe(`1 check: 0 errors, 1 warning at ${results.length} places, 0 waived`);
  });

  test.each([
    ["message", (index: number) => ({ message: `subnet ${index}` })],
    ["correction", (index: number) => ({ message: "a subnet exists", fix: `remove subnet ${index}` })],
  ])("has an entry for each %s", (_, textsOf) => {
    const different: Check = {
      ...subnets,
      run: (of) => of.resources("aws_subnet").map((subnet, index) => ({ ...at(subnet), ...textsOf(index) })),
    };
    const results = run([], TODAY, [different]);
    expect(results.length).toBeGreaterThan(1);
    expect(report(results).split("\n")).toHaveLength(2 * results.length);
    expect(counts(results, 1)).toBe(`1 check: 0 errors, ${results.length} warnings, 0 waived`);
  });

  test("has waived and open findings of one message in entries of their own", () => {
    const address = plan.resources("aws_subnet")[0]?.address ?? "";
    const finding = findingId(subnets, { message: "a subnet exists" });
    const results = run([{ ...waiver, check: "subnet-noted", address, finding }], TODAY, [subnets]);
    expect(
      report(results)
        .split("\n")
        .filter((line) => /^(warning|waived)/.test(line)),
    ).toHaveLength(2);
    expect(counts(results, 1)).toMatch(/1 warning at \d+ places, 1 waived$/);
  });

  test("has the correction of a finding in place of that of its check", () => {
    const own: Check = {
      ...check,
      run: (of) => check.run(of, CONTEXT).map((finding) => ({ ...finding, fix: "rename it" })),
    };
    expect(report(run([], TODAY, [own]))).toMatch(/fix: rename it$/);
  });

  test.each([
    ["one check", [check], "1 check: 1 error, 0 warnings, 0 waived"],
    ["several checks", [warning, check], "2 checks: 1 error, 1 warning, 0 waived"],
    ["no findings", [], "0 checks: 0 errors, 0 warnings, 0 waived"],
  ])("counts the results of %s", (_, checks, line) => {
    expect(counts(run([], TODAY, checks), checks.length)).toBe(line);
  });
});

describe("all checks", () => {
  const all = [...CHECKS, WAIVER_CHECK, PLAN_CHECK];

  test("have a unique id in kebab case", () => {
    const ids = all.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(30);
    expect(
      ids.filter((id, index) => ids.indexOf(id) !== index || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)),
    ).toEqual([]);
  });

  test("have a title, a reason, a fix and a source", () => {
    const bare = all.filter(({ title, why, fix, source }) =>
      [title, why, fix, source].some((text) => text.length < 8),
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });
});

describe("the reference environments", () => {
  const results = (): Result[] =>
    runChecks({
      plans: ENVIRONMENTS.map((name) => environmentPlan(planOf(name))),
      checks: CHECKS,
      waiversOf: (name) => configWith(name).waivers,
      statedOf: (name) => statedIn(settingsFor(configWith(name))),
      today: TODAY,
    });

  test("pass all checks, with the waivers of their files", () => {
    const blocking = results().filter(isBlocking);
    expect(blocking.map(({ check: { id }, address, message }) => `${id} ${address} ${message}`)).toEqual([]);
  });

  test("have no finding without a waiver", () => {
    const open = results().filter((result) => !result.waiver);
    expect(open.map(({ check: { id }, environment }) => `${environment} ${id}`)).toEqual([]);
  });

  test("have only these waived findings", () => {
    const waived = results().filter((result) => result.waiver);
    const lines = waived.map(({ check: { id }, environment }) => `${environment} ${id}`);
    expect([...new Set(lines)]).toEqual([
      "mlapp policies-on-fargate",
      "mlapp versions-recorded",
      "ml-platform provider-reachable",
      "ml-platform node-script-not-judged",
      "ml-platform capacity-known",
      "ml-platform versions-recorded",
      "ml-platform gitops-not-judged",
      "ml-platform backup-not-judged",
      "ml-platform pipeline-steps-not-judged",
      "ml-inference-prod plain-http-entry",
      "ml-inference-prod capacity-autoscaler",
      "ml-inference-prod memory-target",
      "ml-inference-prod node-drain-time",
      "ml-inference-prod versions-recorded",
      "ml-inference-hardened release-known",
      "ml-inference-hardened capacity-known",
      "ml-inference-hardened node-drain-time",
      "ml-inference-hardened versions-recorded",
      "retail-forecast operators-reach-api",
      "retail-forecast public-subnet-addresses",
      "retail-forecast capacity-autoscaler",
      "retail-forecast subnet-prefixes",
      "retail-forecast versions-recorded",
      "retail-forecast-console operators-reach-api",
      "retail-forecast-console plain-http-entry",
      "retail-forecast-console capacity-autoscaler",
      "retail-forecast-console subnet-prefixes",
      "retail-forecast-console versions-recorded",
      "retail-forecast-option-b operators-reach-api",
      "retail-forecast-option-b s3-endpoint-policy-wide",
      "retail-forecast-option-b public-subnet-addresses",
      "retail-forecast-option-b capacity-autoscaler",
      "retail-forecast-option-b subnet-prefixes",
      "retail-forecast-option-b versions-recorded",
      "language-models versions-recorded",
    ]);
  });
});
