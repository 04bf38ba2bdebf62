import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROPOSE } from "../../../src/cli/workflow/scripts";
import { LAYERS } from "../../../src/base/layers";
import { ownerFiles } from "../../../src/handoff/owner-files/owner-files";
import { workflowFiles } from "../../../src/cli/init/workflow-files";
import { ROOT } from "../../support/documents";
import { workflowOf } from "../../cli/workflow/examples";
import { files, texts } from "../../workflows/workflow-files";
import { goProgram } from "./harness/go-programs";

const actionlint = goProgram("actionlint");
const yq = goProgram("yq");

const lint = (text: string) =>
  spawnSync(actionlint, ["-no-color", "-shellcheck=", "-"], { input: text, encoding: "utf8" });

test.each(["a branch", "a job environment", "two platforms", "another repository"] as const)(
  "ML-06 actionlint accepts the workflow for %s",
  (example) => {
    expect(lint(workflowOf(example))).toMatchObject({ stdout: "", status: 0 });
  },
);

test.each(Object.entries(workflowFiles(ROOT, "environments")))("actionlint accepts %s of init", (_, text) =>
  expect(lint(text)).toMatchObject({ stdout: "", status: 0 }),
);

test.each(files)("actionlint accepts %s of this repository", (file) =>
  expect(lint(texts.get(file) ?? "")).toMatchObject({ stdout: "", status: 0 }),
);

test.each([[LAYERS], [["network", "cluster"]], [["models"]]] as const)(
  "actionlint accepts the workflow of a hand-over of %s",
  (layers) => {
    const files = ownerFiles({ environment: "mlapp", format: "hcl", layers });
    expect(lint(files.get(".github/workflows/plan.yml") ?? "")).toMatchObject({ stdout: "", status: 0 });
  },
);

test("ML-06 actionlint refuses a script that contains the title of a pull request", () => {
  const wrong = workflowOf("a branch").replace(
    "docker build ",
    "echo ${{ github.event.pull_request.title }}; docker build ",
  );
  expect(lint(wrong).stdout).toContain("potentially untrusted");
});

/** A repository of YAML files with a remote, and programs in place of those of a runner. */
class Repository {
  readonly root = mkdtempSync(join(tmpdir(), "proposal-"));
  private readonly remote = join(this.root, "remote.git");
  readonly clone = join(this.root, "clone");
  private readonly bin = join(this.root, "bin");

  constructor(readonly files: Readonly<Record<string, string>>) {
    mkdirSync(this.bin);
    symlinkSync(yq, join(this.bin, "yq"));
    // Answers the list of pull requests with the number in a file, and records all other calls.
    this.program(
      "gh",
      `printf '%s\\n' "$*" >> "${this.root}/calls"\nif [ "$1 $2" = "pr list" ]; then cat "${this.root}/open" 2>/dev/null || true; fi\n`,
    );
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", this.remote]);
    execFileSync("git", ["clone", "--quiet", this.remote, this.clone], { stdio: "ignore" });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.clone, file)), { recursive: true });
      writeFileSync(join(this.clone, file), text);
    }
    this.git("switch", "--quiet", "--force-create", "main");
    this.git("add", ".");
    this.git(
      "-c",
      "user.name=a",
      "-c",
      "user.email=a@example.com",
      "commit",
      "--quiet",
      "--message",
      "files",
    );
    this.git("push", "--quiet", "origin", "main");
  }

  private program(name: string, script: string): void {
    const file = join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}`);
    chmodSync(file, 0o755);
  }

  git(...args: readonly string[]): string {
    return execFileSync("git", args, {
      cwd: this.clone,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Runs the step as a runner does, in a checkout of main. */
  propose(variables: Readonly<Record<string, string>>) {
    this.git("switch", "--quiet", "--force", "main");
    const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", PROPOSE], {
      cwd: this.clone,
      encoding: "utf8",
      env: {
        PATH: `${this.bin}:${process.env["PATH"] ?? ""}`,
        HOME: this.root,
        RUNNER_TEMP: this.root,
        ENVIRONMENT: "prod",
        BRANCH: "images/prod",
        BODY: "body",
        DIGESTS: "spell sha256:1\nother sha256:2",
        ...variables,
      },
    });
    return { status, output: stdout + stderr };
  }

  open(number: number): void {
    writeFileSync(join(this.root, "open"), `${number}\n`);
  }

  get calls(): string[] {
    return readFileSync(join(this.root, "calls"), "utf8").trim().split("\n");
  }

  proposed(file: string): string {
    return this.git("show", `origin/images/prod:${file}`);
  }
}

const FILE = `# Production.   Keep this comment.
account: "111122223333"

models:
    # the spelling model
    -   name: spell
        image: { tag: "1.0.0" }   # released by hand
    - image:
            digest: sha256:0   # of the tag
            tag: git-000000000000
      name: other
      environment: { tag: "1.0.0" }
`;
const FILES = "spell environments/prod.yaml\nother environments/prod.yaml";

test("ML-06 the proposal changes only the tags and the digest, and keeps comments and layout", () => {
  const repository = new Repository({ "environments/prod.yaml": FILE });
  const run = repository.propose({ TAG: "git-abcdef012345", FILES });
  expect(run).toMatchObject({ status: 0 });
  expect(repository.proposed("environments/prod.yaml")).toBe(
    FILE.replace('image: { tag: "1.0.0" }', 'image: { tag: "git-abcdef012345" }')
      .replace("sha256:0", "sha256:2")
      .replace("git-000000000000", "git-abcdef012345"),
  );
  expect(repository.calls).toEqual([
    "auth setup-git",
    "pr list --head images/prod --base main --state open --json number --jq .[0].number // empty",
    "pr create --head images/prod --base main --title Images of prod: git-abcdef012345 --body body",
  ]);
});

test("ML-06 a second proposal replaces the first one on the same branch, and edits the open pull request", () => {
  const repository = new Repository({ "environments/prod.yaml": FILE });
  repository.propose({ TAG: "git-aaaaaaaaaaaa", FILES });
  repository.open(7);
  expect(repository.propose({ TAG: "git-bbbbbbbbbbbb", FILES })).toMatchObject({ status: 0 });
  expect(repository.proposed("environments/prod.yaml")).toContain('{ tag: "git-bbbbbbbbbbbb" }');
  expect(repository.git("log", "--format=%s", "origin/main..origin/images/prod").trim()).toBe(
    "Images of prod: git-bbbbbbbbbbbb",
  );
  expect(repository.calls.at(-1)).toBe("pr edit 7 --title Images of prod: git-bbbbbbbbbbbb --body body");
});

test("ML-06 a file that has the tags already gets no pull request", () => {
  const text = FILE.replace('{ tag: "1.0.0" }', '{ tag: "git-000000000000" }');
  const repository = new Repository({ "environments/prod.yaml": text });
  const run = repository.propose({
    TAG: "git-000000000000",
    FILES,
    DIGESTS: "spell sha256:1\nother sha256:0",
  });
  expect(run).toMatchObject({ status: 0, output: expect.stringContaining("already") as string });
  expect(repository.calls).toEqual(["auth setup-git"]);
});

test.each([
  ["another model", "models:\n  - name: third\n    image: { tag: a }\n"],
  ["a tag in several lines", "models:\n  - name: spell\n    image:\n      tag: >-\n        a\n"],
])("ML-06 a file with %s is an error that names the file, and nothing is pushed", (_, text) => {
  const repository = new Repository({ "prod.yaml": text });
  const run = repository.propose({ TAG: "git-aaaaaaaaaaaa", FILES: "spell prod.yaml" });
  expect(run.status).toBe(1);
  expect(run.output).toContain("::error file=prod.yaml::models spell has no image.tag in one line");
  expect(() => repository.proposed("prod.yaml")).toThrow();
});
