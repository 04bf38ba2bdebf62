import { CHECKS } from "../../src/checks/all";
import { type Check, at } from "../../src/checks/check";
import { counts, report } from "../../src/checks/report";
import { type Result, isBlocking, runChecks } from "../../src/checks/run";
import { type EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type WaiverRecord } from "../../src/terraform-json/environment-record";
import { environmentPlan } from "../support/altered";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { TODAY } from "../support/findings";
import { planOf } from "../support/reference-plans";

const check: Check = {
  id: "vpc-named",
  severity: "error",
  title: "no VPC is there",
  why: "for this test",
  fix: "remove it",
  source: "none",
  run: (plan) => plan.resources("aws_vpc").map((vpc) => ({ ...at(vpc), message: "a VPC is there" })),
};
const plan: EnvironmentPlan = environmentPlan(planOf("mlapp"));
const waiver: WaiverRecord = {
  check: "vpc-named",
  address: "aws_vpc.main",
  reason: "wanted",
  until: "2026-12-31",
};

function run(waivers: readonly WaiverRecord[], today = TODAY, checks: readonly Check[] = [check]): Result[] {
  return runChecks({ plans: [plan], checks, waiversOf: () => waivers, today });
}

describe("waivers", () => {
  test("a finding that nobody waives stops a synth", () => {
    const results = run([]);
    expect(results.map(({ address, message }) => `${address}: ${message}`)).toEqual([
      "aws_vpc.main: a VPC is there",
    ]);
    expect(results.filter(isBlocking)).toHaveLength(1);
  });

  test("a waived finding is kept and stops nothing, until its last day", () => {
    for (const today of [TODAY, "2026-12-31"]) {
      const results = run([waiver], today);
      expect(results.map((result) => result.waiver?.reason)).toEqual(["wanted"]);
      expect(results.filter(isBlocking)).toEqual([]);
    }
  });

  const waiverResults = (waivers: readonly WaiverRecord[], today = TODAY, checks = [check]) =>
    run(waivers, today, checks)
      .filter((result) => result.check.id === "waiver")
      .map(({ layer, address, cause, message }) => ({ layer, address, cause, message }));

  test("the day after, the finding is back and the waiver is one itself, at its last day", () => {
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

  test("one that names no check accepts nothing, and is told which was meant", () => {
    const cause = ["waivers", 1, "check"];
    const at = { layer: "network", address: "aws_vpc.main", cause };
    expect(waiverResults([waiver, { ...waiver, check: "vpc-name" }])).toEqual([
      { ...at, message: "waivers[1] accepts nothing: unknown check vpc-name; did you mean vpc-named?" },
    ]);
    expect(waiverResults([waiver, { ...waiver, check: "subnets" }])).toEqual([
      { ...at, message: "waivers[1] accepts nothing: unknown check subnets" },
    ]);
  });

  test("one that names another address accepts nothing, and is told which was meant", () => {
    const cause = ["waivers", 0, "address"];
    expect(waiverResults([{ ...waiver, address: "aws_vpc.mian" }])).toEqual([
      {
        layer: "network",
        address: "aws_vpc.mian",
        cause,
        message:
          "waivers[0] accepts nothing: vpc-named has no finding at aws_vpc.mian; did you mean aws_vpc.main?",
      },
    ]);
    expect(waiverResults([{ ...waiver, address: "aws_eks_cluster.main" }])).toEqual([
      {
        layer: "cluster",
        address: "aws_eks_cluster.main",
        cause,
        message: "waivers[0] accepts nothing: vpc-named has no finding at aws_eks_cluster.main",
      },
    ]);
  });

  test("one of two that accept the same is told so", () => {
    expect(waiverResults([waiver, { ...waiver }]).map(({ message }) => message)).toEqual([
      "waivers[1] accepts nothing: an earlier waiver accepts the same finding",
    ]);
  });

  test("one that is over and names no check is told both", () => {
    const causes = waiverResults([{ ...waiver, check: "vpc" }], "2027-01-01").map(({ cause }) => cause);
    expect(causes).toEqual([
      ["waivers", 0, "check"],
      ["waivers", 0, "until"],
    ]);
  });

  test("a warning stops nothing", () => {
    expect(run([], TODAY, [{ ...check, severity: "warning" }]).filter(isBlocking)).toEqual([]);
  });
});

describe("the report", () => {
  test("names check, stack, address, place, what is wrong and the fix; errors first", () => {
    const warning: Check = { ...check, id: "vpc-noted", severity: "warning" };
    const results = run([], TODAY, [warning, check]);
    const lines = report(results, () => "mlapp.yaml:3:1").split("\n");
    expect(lines[0]).toContain("vpc-named");
    expect(lines[0]).toContain("mlapp-network aws_vpc.main (mlapp.yaml:3:1)");
    expect(lines[1]).toContain("a VPC is there; fix: remove it");
    expect(lines[2]).toContain("vpc-noted");
    expect(counts(results, 2)).toBe("2 checks: 1 error, 1 warning, 0 waived");
  });

  test("shows of a waived finding until when and why", () => {
    expect(report(run([waiver]))).toContain("accepted until 2026-12-31: wanted");
  });
});

describe("all checks", () => {
  test("have an id of their own, a sentence, a reason, a fix and a source", () => {
    const ids = CHECKS.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(30);
    expect(
      ids.filter((id, index) => ids.indexOf(id) !== index || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)),
    ).toEqual([]);
    const bare = CHECKS.filter(({ title, why, fix, source }) =>
      [title, why, fix, source].some((text) => text.length < 8),
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  test("all reference environments pass, with the waivers of their files", () => {
    const results = runChecks({
      plans: ENVIRONMENTS.map((name) => environmentPlan(planOf(name))),
      checks: CHECKS,
      waiversOf: (name) => configWith(name).waivers,
      today: TODAY,
    });
    expect(
      results.filter(isBlocking).map(({ check: { id }, address, message }) => `${id} ${address} ${message}`),
    ).toEqual([]);
    expect(
      results
        .filter((result) => result.waiver)
        .map(({ check: { id }, environment }) => `${environment} ${id}`),
    ).toEqual(["retail-forecast public-entry-waf", "retail-forecast-option-b s3-endpoint-policy-wide"]);
  });
});
