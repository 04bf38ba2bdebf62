import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withGithub } from "./github-api";

const repository = mkdtempSync(join(tmpdir(), "applied-"));
afterAll(() => rmSync(repository, { recursive: true }));

const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
    cwd: repository,
    encoding: "utf8",
  }).trim();

git("init", "--quiet");
const [first = "", second = "", third = ""] = ["1", "2", "3"].map((message) => {
  git("commit", "--quiet", "--allow-empty", "--message", message);
  return git("rev-parse", "HEAD");
});
git("switch", "--quiet", "--orphan", "other");
git("commit", "--quiet", "--allow-empty", "--message", "not merged");
const foreign = git("rev-parse", "HEAD");

/** Asks for the applied commit before an apply of the third commit, after successful runs at some commits. */
async function applied(
  given: string,
  ...runs: readonly (readonly [title: string, sha: string, skipped?: readonly string[]])[]
) {
  const { status, printed } = await withGithub(
    {
      "/repos/o/r/actions/workflows/apply.yml/runs": {
        workflow_runs: runs.map(([display_title, head_sha], id) => ({ id, display_title, head_sha })),
      },
      ...Object.fromEntries(
        runs.map(([, , skipped = []], id) => [
          `/repos/o/r/actions/runs/${id}/jobs`,
          {
            jobs: [
              ...["synth", "state / plan", "network / plan", "models-last"].map((name) => ({
                name,
                conclusion: name === "models-last" ? "skipped" : "success",
              })),
              ...["platform", "models"].map((name) =>
                skipped.includes(name)
                  ? { name, conclusion: "skipped" }
                  : { name: `${name} / plan`, conclusion: "success" },
              ),
            ],
          },
        ]),
      ),
    },
    "applied-commit.mjs",
    [],
    {
      BRANCH: "main",
      COMMIT: third,
      ENVIRONMENT: "prod",
      GIVEN: given,
      GIT_DIR: join(repository, ".git"),
    },
  );
  return { status, printed };
}

test("without an input, the commit is that of the last successful run for the environment", async () => {
  const { status, printed } = await applied(
    "",
    ["apply dev", third],
    ["apply prod", second],
    ["apply prod", first],
  );
  expect({ status, printed }).toEqual({ status: 0, printed: `applied before: ${second}, by the last run\n` });
});

test("a run that skipped platform or models has not applied its commit", async () => {
  const skipped = ["platform", "models"];
  expect(await applied("", ["apply prod", second, skipped], ["apply prod", first])).toMatchObject({
    status: 0,
    printed: `applied before: ${first}, by the last run\n`,
  });
  for (const layer of skipped)
    expect(await applied("", ["apply prod", second, [layer]])).toMatchObject({
      status: 1,
      printed: expect.stringContaining("no earlier run") as string,
    });
});

test("an input names a later commit, for an apply by hand", async () =>
  expect(await applied(third, ["apply prod", second])).toMatchObject({ status: 0 }));

test("fails when the input is earlier than the last run, which would hide changes", async () =>
  expect(await applied(first, ["apply prod", second])).toMatchObject({
    status: 1,
    printed: expect.stringContaining(`earlier than ${second}`) as string,
  }));

test.each([
  ["a commit that is not in the history", foreign],
  ["a branch", "main"],
  ["an option of git", "--help"],
])("fails when the input is %s", async (_, given) =>
  expect(await applied(given)).toMatchObject({ status: 1 }),
);

test("fails without a run and an input, and says what to give for a first apply", async () =>
  expect(await applied("")).toMatchObject({
    status: 1,
    printed: expect.stringContaining(`for a first apply, ${third}`) as string,
  }));
