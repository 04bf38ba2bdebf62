import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKS } from "../../src/checks/all";
import { type Finding, type Check } from "../../src/checks/check";
import { isBlocking, runChecks } from "../../src/checks/run";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { TODAY } from "../support/findings";
import { environmentWithOwnFile } from "../support/own-stacks";
import { recorded } from "./locality/edits";
import { type Layer } from "../../src/base/layers";

const PAGE = readFileSync(join(process.cwd(), "docs/guide/own-terraform.md"), "utf8");

/** The provider for another region that the page recommends. */
const [, PROVIDER = ""] = /```hcl\n(provider "aws" \{[^`]*)```/.exec(PAGE) ?? [];

/** That provider in a region that is not the one of mlapp. */
const ELSEWHERE = PROVIDER.replace("us-east-1", "eu-west-1");

type Errors = readonly string[];

/** Errors of blocks of an own file of mlapp, and its warnings. */
function foundWith(text: string, layer: Layer = "network", checks: readonly Check[] = CHECKS) {
  const plan: EnvironmentPlan = environmentWithOwnFile("mlapp", layer, text);
  const own = new Set(plan.stack(layer)?.own.map(({ address }) => address));
  const results = runChecks({
    plans: [plan],
    checks,
    waiversOf: () => [],
    statedOf: recorded([], {}, "mlapp").statedOf,
    today: TODAY,
  }).filter(({ address }) => own.has(address));
  const line = ({ address, message }: Finding): string => `${address}: ${message}`;
  const isError = (each: (typeof results)[number]): boolean => isBlocking(each);
  const errors: Errors = results.filter(isError).map(line);
  return { errors, others: results.filter((each) => !isError(each)).map(line) };
}

test("the provider that the page recommends is no error", () => {
  expect(PROVIDER).toContain("us-east-1");
  expect(foundWith(PROVIDER).errors).toEqual([]);
  expect(foundWith(ELSEWHERE).errors).toEqual([]);
});

test("a block with that provider may name its region", () => {
  const topic = `
resource "aws_cloudwatch_metric_alarm" "dns" {
  provider            = aws.dns
  alarm_name          = "dns"
  alarm_actions       = ["arn:aws:sns:eu-west-1:333344445555:dns"]
  comparison_operator = "LessThanThreshold"
  evaluation_periods  = 1
}`;
  const { errors } = foundWith(`${ELSEWHERE}\n${topic}`);
  expect(errors.filter((line) => line.includes("names region"))).toEqual([]);
  expect(foundWith(`${ELSEWHERE}\n${topic.replace("= aws.dns", "= aws")}`).errors).toContainEqual(
    expect.stringContaining("names region eu-west-1"),
  );
});

const NO_NAME = 'resource "aws_security_group" "own" {\n  vpc_id = aws_vpc.main.id\n}';

test("an own block without a Name has a warning, and no error, for it", () => {
  const { errors, others } = foundWith(NO_NAME);
  expect(errors.filter((line) => line.includes("has no Name"))).toEqual([]);
  expect(others).toContain("aws_security_group.own: tags: it has no Name");
});

const REPOSITORY = `
resource "aws_ecr_repository" "own" {
  name                 = "own"
  image_tag_mutability = "MUTABLE"
}`;

test("an own repository without a lifecycle has a warning for it, and an error for tags that move", () => {
  const { errors, others } = foundWith(REPOSITORY, "cluster");
  expect(others).toContainEqual(expect.stringContaining("untagged images never expire"));
  expect(errors).toContainEqual(expect.stringContaining("its tags are mutable"));
  expect(errors.join()).not.toContain("never expire");
});

const BUCKET = 'resource "aws_s3_bucket" "own" {\n  bucket = "own"\n}';

test("an own bucket without a lifecycle has a warning for it, and errors for what opens it", () => {
  const { errors, others } = foundWith(BUCKET, "cluster");
  expect(others).toContainEqual(expect.stringContaining("incomplete uploads"));
  expect(errors.join()).not.toContain("incomplete uploads");
  expect(errors).toContainEqual(expect.stringContaining("no KMS key of this environment encrypts it"));
});

test("a warning of an own block can be accepted", () => {
  const plan = environmentWithOwnFile("mlapp", "network", NO_NAME);
  const run = (finding?: string) =>
    runChecks({
      plans: [plan],
      checks: CHECKS.filter(({ id }) => id === "resource-tags"),
      waiversOf: () =>
        finding === undefined
          ? []
          : [
              {
                check: "resource-tags",
                address: "aws_security_group.own",
                finding,
                reason: "x",
                until: "2027-01-01",
              },
            ],
      today: TODAY,
    });
  const [open] = run();
  expect(run(open?.finding).map(({ waiver }) => waiver?.reason)).toEqual(["x"]);
});
