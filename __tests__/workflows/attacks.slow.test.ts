import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Answers, withGithub } from "./github-api";
import { COMMIT, Machine } from "./machine";
import { workflow } from "./workflow-files";

/** Attacks by a branch on the workflows of its pull request, each of which must fail. */

const work = mkdtempSync(join(tmpdir(), "attacks-"));
afterAll(() => rmSync(work, { recursive: true }));

const folder = (files: Readonly<Record<string, string>> = {}): string => {
  const path = mkdtempSync(join(work, "f-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
};
const json = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

interface ChangedFile {
  readonly filename: string;
  readonly status?: string;
  readonly previous_filename?: string;
}

/** The decision of the default branch's script about a change. */
async function changeOf(files: readonly ChangedFile[], head = "o/r", behind = 0) {
  const target = folder();
  const answers: Answers = {
    "/repos/o/r/compare/base...head": {
      behind_by: behind,
      files: files.map((file) => ({ status: "modified", sha: "blob", ...file })),
    },
    "/repos/o/r/git/blobs/blob": {
      encoding: "base64",
      content: Buffer.from("account: a\n").toString("base64"),
    },
  };
  const run = await withGithub(answers, "read-change.mjs", [target], {
    BASE_SHA: "base",
    HEAD_SHA: "head",
    HEAD_REPOSITORY: head,
  });
  expect(run).toMatchObject({ status: 0 });
  return json(join(target, "change.json")) as { kind: string; reasons: string[]; plan: boolean };
}

const stack = (extra: object = {}): string =>
  JSON.stringify({
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
    resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } },
    ...extra,
  });
const outputOf = (text: string): string =>
  folder({
    "stacks/prod-network/cdk.tf.json": text,
    "stacks/prod-state/environment.json": JSON.stringify({ settings: [] }),
  });

/** Stacks that the plan job would get. */
async function plannedOf(kind: string, before: string, after: string): Promise<string> {
  const change = folder({ "change.json": JSON.stringify({ kind, reasons: [], plan: kind === "values" }) });
  const run = await withGithub({}, "stacks-to-plan.mjs", [join(change, "change.json"), before, after]);
  return run.printed;
}

async function commented(pages: Readonly<Record<string, string>>, comments: readonly object[] = []) {
  const answers: Answers = {
    "/repos/o/r/pulls": [{ number: 7, head: { sha: "head" } }],
    "/repos/o/r/issues/7/comments": comments,
  };
  const env = { HEAD_OWNER: "o", HEAD_BRANCH: "b", HEAD_SHA: "head" };
  const { status, calls } = await withGithub(answers, "comment.mjs", [folder(pages)], env);
  expect(status).toBe(0);
  return calls.map(({ method, url, body }) => ({
    method,
    url,
    text: (JSON.parse(body) as { body: string }).body,
  }));
}

test("an edited workflow is code, and has no plan", async () => {
  const change = await changeOf([{ filename: ".github/workflows/review.yml" }]);
  expect(change).toMatchObject({ kind: "code", plan: false });
  expect(change.reasons.join()).toContain(".github/workflows/review.yml");
});

test("an artifact of another run is not read: the reviewer names the run, and the comment reads its own run", () => {
  const { jobs } = workflow("comment.yml");
  const downloads = (job: string) =>
    (jobs[job]?.steps ?? []).filter(({ uses }) => uses?.startsWith("actions/download-artifact"));
  expect(downloads("review").map((step) => step.with?.["run-id"])).toEqual([
    "${{ github.event.workflow_run.id }}",
  ]);
  expect(downloads("comment").map((step) => step.with)).toEqual([{ name: "pages", path: "pages" }]);
  expect(jobs["comment"]?.needs).toBe("review");
});

test.each([
  "package-lock.json",
  "locks/a.lock.hcl",
  "environments/prod.addresses.json",
  "environments/prod.images.json",
])("a changed lock is code: %s", async (filename) =>
  expect(await changeOf([{ filename }])).toMatchObject({ kind: "code", plan: false }),
);

test("data.external is never planned: not as a file, and not in an output that the branch uploads", async () => {
  expect(await changeOf([{ filename: "extra/main.tf" }])).toMatchObject({ kind: "code" });
  const evil = stack({ data: { external: { run: { program: ["sh", "-c", "id"] } } } });
  expect(await plannedOf("code", outputOf(stack()), outputOf(evil))).toBe("[]\n");
  expect(await plannedOf("values", outputOf(stack()), outputOf(evil))).not.toMatch(/^\[\{/);
});

test("a provider of a stranger is never planned", async () => {
  const evil = stack({
    terraform: { required_providers: { aws: { source: "stranger/aws", version: "5.100.0" } } },
  });
  expect(await plannedOf("values", outputOf(stack()), outputOf(evil))).not.toMatch(/^\[\{/);
  const changed = stack({ resource: { aws_vpc: { main: { cidr_block: "10.1.0.0/16" } } } });
  expect(JSON.parse(await plannedOf("values", outputOf(stack()), outputOf(changed)))).toEqual([
    expect.objectContaining({ environment: "prod", layer: "network" }),
  ]);
});

test.each(["environments/prod/network/own.tf", "environments/prod/network/own.tf.json"])(
  "a Terraform file of the owner is code: %s",
  async (filename) => expect(await changeOf([{ filename }])).toMatchObject({ kind: "code", plan: false }),
);

test.each(["environments/components/budget/component.mjs", "environments/checks/owner.ts"])(
  "a component and a check of one's own are code: %s",
  async (filename) => expect(await changeOf([{ filename }])).toMatchObject({ kind: "code", plan: false }),
);

describe("a stack with Terraform files of its owner", () => {
  const own = 'resource "aws_ssm_parameter" "a" {\n  value = "${path.module} http://x"\n}\n';
  const changed = stack({ resource: { aws_vpc: { main: { cidr_block: "10.1.0.0/16" } } } });
  const withOwn = (text: string, file: string): string => {
    const output = outputOf(text);
    writeFileSync(join(output, "stacks/prod-network/own-a.tf"), file);
    return output;
  };
  const planned = (before: string, after: string) => plannedOf("values", before, after);

  test("is planned where only the generated part changed", async () => {
    expect(JSON.parse(await planned(withOwn(stack(), own), withOwn(changed, own)))).toHaveLength(1);
  });

  test("is not planned where such a file is new or differs", async () => {
    expect(await planned(outputOf(stack()), withOwn(stack(), own))).toContain("files of its own");
    expect(await planned(withOwn(stack(), own), withOwn(stack(), `${own}# x`))).toContain("files of its own");
  });

  test.each(['data "http" "x" {\n}\n', 'module "m" {\n}\n', '{"data": {"external": {}}}'])(
    "is not planned where such a file can start a program: %j",
    async (text) => {
      expect(await planned(withOwn(stack(), text), withOwn(changed, text))).toContain("can start a program");
    },
  );
});

test("a plan of another commit, stack or lock is not applied", () => {
  const machine = new Machine("network");
  const { key = "", sha256 = "" } = machine.store();
  const other = new Machine("network", machine.bucket);
  const run = other.run("fetch-plan.mjs", { KEY: key, SHA256: sha256, COMMIT: "f".repeat(40) });
  expect(run).toMatchObject({ status: 1 });
  expect(run.printed).toContain(`commit ${COMMIT}`);
  other.write(".terraform.lock.hcl", "another lock");
  expect(other.run("fetch-plan.mjs", { KEY: key, SHA256: sha256 })).toMatchObject({ status: 1 });
});

test("a plan of a stack with other Terraform files of its owner is not applied", () => {
  const machine = new Machine("network");
  const { key = "", sha256 = "" } = machine.store();
  const same = new Machine("network", machine.bucket);
  expect(same.run("fetch-plan.mjs", { KEY: key, SHA256: sha256 })).toMatchObject({ status: 0 });
  const other = new Machine("network", machine.bucket);
  other.write("own-a.tf", "locals {\n}\n");
  expect(other.run("fetch-plan.mjs", { KEY: key, SHA256: sha256 })).toMatchObject({ status: 1 });
});

test("a huge page is cut to what a comment holds", async () => {
  const calls = await commented({ "change.md": `<!-- review -->\n${"x".repeat(300_000)}` });
  expect(calls).toHaveLength(1);
  for (const { text } of calls) expect(text.length).toBeLessThanOrEqual(65_536);
});

test("a fork has no plan", async () => {
  const change = await changeOf([{ filename: "environments/prod.yaml" }], "stranger/r");
  expect(change).toMatchObject({ plan: false });
  expect(change.reasons.join()).toContain("fork");
});

test("values of the default branch's schema are read from the commit, and need the newest default branch", async () => {
  expect(await changeOf([{ filename: "environments/prod.yaml" }])).toMatchObject({
    kind: "values",
    plan: true,
  });
  expect(await changeOf([{ filename: "environments/prod.yaml" }], "o/r", 2)).toMatchObject({ plan: false });
  const moved = { filename: "environments/a.yaml", status: "renamed", previous_filename: "package.json" };
  expect(await changeOf([moved])).toMatchObject({ kind: "code" });
});

test("a failed synth replaces the old comment, so that it is not read as that of this commit", async () => {
  const old = { id: 1, user: { type: "Bot" }, body: "<!-- review -->\nsafe" };
  const failed = await commented({ "change.md": "<!-- review -->\n**Not reviewed.**" }, [old]);
  expect(failed.map(({ method, url, text }) => [method, url, text])).toEqual([
    ["PATCH", "/repos/o/r/issues/comments/1", "<!-- review -->\n**Not reviewed.**"],
  ]);
});
