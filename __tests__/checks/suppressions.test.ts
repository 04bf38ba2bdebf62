import { parse } from "yaml";
import { CHECKS } from "../../src/checks/all";
import { scannerRulesOf } from "../../src/checks/check";
import { waivedRules } from "../../src/checks/waived-rules";
import { SCANNER_EXCEPTIONS } from "../../src/checks/scanners/exceptions";
import { ACCEPTED_FILES, suppressionFiles } from "../../src/checks/files";
import { suppressionsOf } from "../../src/checks/suppressions";
import { TFLINT_EXCEPTIONS } from "../../src/checks/tflint";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { bundleOf } from "../../src/handoff/bundle/bundle";
import { COMMIT } from "../support/bundles";
import { handedStacks } from "../support/handed-stacks";
import { planOf } from "../support/reference-plans";
import { WorkingCopy } from "../support/working-copy";

const WAIVER = {
  check: "image-registry",
  address: "aws_ecr_repository.api",
  reason: "tags move in this account",
  until: "2027-05-31",
};

const stackWith = (resource: JsonObject): StackJson => new StackJson("test-cluster", { resource });
const REPOSITORY = stackWith({ aws_ecr_repository: { api: {}, other: {} } });

interface Baseline {
  readonly failed_checks: readonly {
    readonly findings: readonly { resource: string; check_ids: string[]; reason: string }[];
  }[];
}

const baselineOf = (stack: StackJson, waivers: readonly (typeof WAIVER)[] = []) =>
  (
    JSON.parse(
      suppressionFiles(stack, waivedRules(waivers)).get(ACCEPTED_FILES.checkov) ?? '{"failed_checks":[]}',
    ) as Baseline
  ).failed_checks.flatMap(({ findings }) => findings);

const trivyOf = (stack: StackJson, waivers: readonly (typeof WAIVER)[] = []) =>
  (
    parse(
      suppressionFiles(stack, waivedRules(waivers)).get(ACCEPTED_FILES.trivy) ?? "misconfigurations: []",
    ) as {
      misconfigurations: { id: string; statement: string; expired_at?: string }[];
    }
  ).misconfigurations;

test("every check that a reason names exists", () => {
  const named = [...SCANNER_EXCEPTIONS, ...TFLINT_EXCEPTIONS].flatMap(({ reason }) =>
    [...reason.matchAll(/the check ([\w-]+)/g)].map(([, id]) => id),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((id) => !CHECKS.some((check) => check.id === id))).toEqual([]);
});

test("a rule has one reason for a type of resource", () => {
  const keys = SCANNER_EXCEPTIONS.flatMap(({ rules, type }) => rules.map((rule) => `${rule} ${type}`));
  expect(keys).toHaveLength(new Set(keys).size);
});

test("no rule is claimed as equal by one check and as weaker by another", () => {
  const equal = new Set(CHECKS.flatMap(({ scannerRules = [] }) => scannerRules));
  const excepted = new Set(SCANNER_EXCEPTIONS.flatMap(({ rules }) => rules));
  const both = CHECKS.flatMap(({ stricterThan = [] }) => stricterThan).filter((rule) => equal.has(rule));
  expect(both.filter((rule) => !excepted.has(rule) && !KNOWN_TO_BE_BOTH.includes(rule))).toEqual([]);
});

/** One check requires the same, another one more. */
const KNOWN_TO_BE_BOTH = ["CKV_AWS_382", "CKV_AWS_288", "CKV_AWS_60", "CKV_K8S_14"];

test("a waiver of the environment accepts the scanner rules of its check at its address, until its last day", () => {
  const rules = CHECKS.filter(({ id }) => id === WAIVER.check).flatMap(scannerRulesOf);
  const checkov = rules.filter((rule) => rule.startsWith("CKV"));
  expect(checkov.length).toBeGreaterThan(1);
  const found = baselineOf(REPOSITORY, [WAIVER]).filter(({ resource }) => resource === WAIVER.address);
  expect(found.flatMap(({ check_ids: ids }) => ids).sort()).toEqual([...checkov].sort());
  expect(found.map(({ reason }) => reason)).toEqual(
    found.map(() => "tags move in this account (until 2027-05-31)"),
  );
  expect(baselineOf(REPOSITORY, [WAIVER]).filter(({ resource }) => resource.endsWith(".other"))).toEqual([]);
});

test("a waiver accepts rules only of the kind of its resource", () => {
  const ingress = stackWith({ kubernetes_ingress_v1: { models: {} } });
  const waiver = { ...WAIVER, check: "public-entry-waf", address: "kubernetes_ingress_v1.models" };
  expect(suppressionsOf("checkov", ingress, waivedRules([waiver]))).toEqual([]);
});

test("an entry for trivy ends with the last waiver, and never if an exception has no last day", () => {
  const [entry] = trivyOf(REPOSITORY, [
    WAIVER,
    { ...WAIVER, address: "aws_ecr_repository.other", until: "2027-06-30" },
  ]);
  expect(entry).toMatchObject({ expired_at: "2027-06-30" });
  expect(entry?.statement).toBe(
    "aws_ecr_repository.api, aws_ecr_repository.other: tags move in this account",
  );
  expect(
    trivyOf(stackWith({ aws_s3_bucket: { a: {} } })).find(({ id }) => id === "AWS-0089"),
  ).not.toHaveProperty("expired_at");
});

test("a value that is a variable in JSON is in the baseline, and a written one is not", () => {
  const days = (value: string | number) => ({ rotation_rules: { automatically_after_days: value } });
  const module = stackWith({
    aws_secretsmanager_secret_rotation: { a: days("${var.password_days}"), b: days(30) },
  });
  const own = baselineOf(module).filter(({ resource }) => resource.startsWith("aws_"));
  expect(own).toEqual([
    {
      resource: "aws_secretsmanager_secret_rotation.a",
      check_ids: ["CKV_AWS_304"],
      reason: expect.stringContaining("reads no variables of JSON") as string,
    },
  ]);
});

test("the class of a database changes no entry, since a module has the class as a variable", () => {
  const rulesAt = (config: JsonObject) =>
    baselineOf(stackWith({ aws_db_instance: { a: config } }))
      .filter(({ resource }) => resource === "aws_db_instance.a")
      .flatMap(({ check_ids: ids }) => ids);
  const small = rulesAt({ engine: "mysql", instance_class: "db.t4g.small" });
  expect(small).toContain("CKV_AWS_353");
  expect(small).toEqual(rulesAt({ engine: "mysql", instance_class: "db.m7g.large" }));
});

test("a stack without an expected finding has no such file", () => {
  expect([...suppressionFiles(stackWith({ aws_route53_record: { a: {} } }), [])]).toEqual([]);
});

test("handed-over HCL has the waiver above and in its block, with its last day", async () => {
  const plan = planOf("mlapp");
  const [repository] = plan.stack("cluster").resources("aws_ecr_repository");
  const waiver = { ...WAIVER, address: repository?.address ?? "" };
  const provenance = { environment: "mlapp", commit: COMMIT, format: "hcl" } as const;
  const { files } = await bundleOf(handedStacks(plan), provenance, waivedRules([waiver]));
  const text = files.get("cluster/registry.tf") ?? "";
  const [, name = ""] = (repository?.address ?? "").split(".");
  const head = `resource "aws_ecr_repository" "${name}" {\n`;
  const [above = "", inside = ""] = text.split(head);
  expect(above.trimEnd().split("\n").at(-1)).toMatch(
    /^# trivy:ignore:AWS-\d+:exp:2027-05-31 tags move in this account$/,
  );
  expect(inside.split("\n")[0]).toMatch(
    /^ {2}# checkov:skip=CKV_AWS_\d+: tags move in this account \(until 2027-05-31\)$/,
  );
});

test("synth writes the files beside each stack, with the waivers of its environment", async () => {
  const copy = new WorkingCopy("ml-inference-prod");
  const { error } = await copy.synth();
  expect(error).toBeUndefined();
  const state = "stacks/ml-inference-prod-state";
  expect(copy.published.get(`${state}/${ACCEPTED_FILES.checkov}`)).toContain('"CKV_AWS_144"');
  expect(copy.published.get(`${state}/${ACCEPTED_FILES.trivy}`)).toContain("id: AWS-0089");
});
