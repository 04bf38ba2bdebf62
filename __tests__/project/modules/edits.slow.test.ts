import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type HandedOver, handedOver, jsonOf, run } from "../handed-over";
import { workFolder } from "../../support/published-output";

const ENVIRONMENT = "ml-inference-prod";
let given: HandedOver;

beforeAll(async () => {
  given = await handedOver(ENVIRONMENT, "hcl");
});

/** A copy of the hand-over with another text in one file. */
function edited(path: string, edit: (text: string) => string): string {
  const folder = copy();
  const text = readFileSync(join(folder, path), "utf8");
  expect(edit(text)).not.toBe(text);
  writeFileSync(join(folder, path), edit(text));
  return folder;
}

/** A copy of the hand-over with one file more. */
function added(path: string, text: string): string {
  const folder = copy();
  writeFileSync(join(folder, path), text);
  return folder;
}

function copy(): string {
  const folder = join(workFolder("edited"), "module");
  cpSync(given.module, folder, { recursive: true });
  return folder;
}

const withoutDns = (text: string): string => text.replace(/(enable_dns_support +=) true/, "$1 false");

/** The first line of a text in a file. */
const lineOf = (folder: string, path: string, text: string): number =>
  readFileSync(join(folder, path), "utf8").split("\n").indexOf(text) + 1;

test("an unedited hand-over passes its checks, and says what the module alone does not prove", () => {
  const { status, stdout } = run("check", "--module", given.module);
  expect(status).toBe(0);
  expect(stdout).toMatch(/ checks?: 0 errors/);
  expect(stdout).toContain("not run: check --plan, verify, handoff --check");
});

test("an edited block is a finding with its file and line", () => {
  const folder = edited("network/vpc.tf", (text) => withoutDns(text));
  const line = lineOf(folder, "network/vpc.tf", 'resource "aws_vpc" "main" {');
  const { status, stdout } = run("check", "--module", folder);
  expect(status).toBe(1);
  expect(stdout).toContain(`aws_vpc.main (${folder}/network/vpc.tf:${line}:1)`);
});

test("a value of a variable is judged", () => {
  const folder = edited(`network/${ENVIRONMENT}.tfvars`, (text) =>
    text.replace(/(api_access_cidrs\s*= )\[.*\]/, '$1["0.0.0.0/0"]'),
  );
  const { status, stdout } = run("check", "--module", folder);
  expect(status).toBe(1);
  expect(stdout).toMatch(/0\.0\.0\.0\/0/);
});

test("values that Terraform loads by itself count, and those of the environment's file count more", () => {
  const one = added("network/own.auto.tfvars", 'api_access_cidrs = ["0.0.0.0/0"]\n');
  expect(run("check", "--module", one).status).toBe(0);
  const other = edited(`network/${ENVIRONMENT}.tfvars`, (text) => text.replace(/api_access_cidrs.*\n/, ""));
  writeFileSync(join(other, "network/own.auto.tfvars"), 'api_access_cidrs = ["0.0.0.0/0"]\n');
  expect(run("check", "--module", other).status).toBe(1);
});

test("an override file changes a block", () => {
  const folder = added(
    "network/own_override.tf",
    'resource "aws_vpc" "main" {\n  enable_dns_support = false\n}\n',
  );
  const { status, stdout } = run("check", "--module", folder);
  expect(status).toBe(1);
  expect(stdout).toContain(`aws_vpc.main (${folder}/network/own_override.tf:1:1)`);
});

test("a block that no check judges is named with its file and line, as one of an own file", () => {
  const folder = added("network/queue.tf", '\nresource "aws_transfer_server" "jobs" {\n  domain = "S3"\n}\n');
  const { status, stdout } = run("check", "--module", folder);
  expect(status).toBe(1);
  expect(stdout).toMatch(/own-block-not-judged/);
  expect(stdout).toContain(`aws_transfer_server.jobs (${folder}/network/queue.tf:2:1)`);
});

test("a block that is added to a file of the hand-over is one of its owner too", () => {
  const folder = edited(
    "network/vpc.tf",
    (text) => `${text}\nresource "aws_transfer_server" "jobs" {\n  domain = "S3"\n}\n`,
  );
  expect(run("check", "--module", folder).stdout).toMatch(/own-block-not-judged.*aws_transfer_server\.jobs/);
});

test("a removed element is judged", () => {
  const folder = edited(`network/${ENVIRONMENT}.tfvars`, (text) =>
    text.replace(/"ingress-10\.0\.0\.0-8-tcp-80" = \{[^}]*\}\n/, ""),
  );
  const { status, stdout } = run("check", "--module", folder);
  expect(status).toBe(1);
  expect(stdout).toMatch(/TCP 80\b/);
});

test("the cost follows the values", () => {
  const monthly = (folder: string): string => run("cost", "--module", folder).stdout;
  const folder = edited(`cluster/${ENVIRONMENT}.tfvars`, (text) =>
    text.replace(/(\binstance_types +=) .*/, '$1 ["m5.4xlarge"]'),
  );
  expect(monthly(folder)).not.toBe(monthly(given.module));
});

test("a review compares with a former hand-over", () => {
  const folder = edited("network/vpc.tf", (text) => withoutDns(text));
  const { status, stdout } = run("review", "--before", given.module, "--module", folder);
  expect(status).toBe(0);
  expect(stdout).toContain("enable_dns_support: true → false");
  expect(stdout).toContain(`${folder}/network/vpc.tf:`);
});

test("a review compares with a revision of the folder's repository", () => {
  const folder = copy();
  const git = (...args: readonly string[]): void => {
    const name = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    expect(spawnSync("git", [...name, ...args], { cwd: join(folder, "..") }).status).toBe(0);
  };
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "handed over");
  expect(run("review", "--base", "HEAD", "--module", folder).stdout).toMatch(/no change/i);
  const file = join(folder, "network/vpc.tf");
  writeFileSync(file, withoutDns(readFileSync(file, "utf8")));
  expect(run("review", "--base", "HEAD", "--module", folder).stdout).toContain(
    "enable_dns_support: true → false",
  );
});

test("without checks.json the values of the environment's file are not proved", () => {
  const folder = copy();
  rmSync(join(folder, "checks.json"));
  rmSync(join(folder, "parity.json"));
  const { stdout } = run("check", "--module", folder);
  expect(stdout).toContain(
    "no check judges: people in the cluster, permissions, rules and load of models, without checks.json",
  );
  expect(jsonOf("cost", "--module", folder)).toMatchObject({ environments: [{ environment: ENVIRONMENT }] });
});
