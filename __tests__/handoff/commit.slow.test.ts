import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentCommit } from "../../src/handoff/commit";
import { workFolder } from "../support/published-output";

const work = workFolder("handoff-commit");

/** A checkout with one commit, and its environments. */
function checkout(): { readonly root: string; readonly environments: string; readonly commit: string } {
  const root = mkdtempSync(join(work, "checkout-"));
  const environments = join(root, "environments");
  mkdirSync(environments);
  writeFileSync(join(environments, "dev.yaml"), "environment: dev\n");
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message=first");
  return { root, environments, commit: git("rev-parse", "HEAD").slice(0, 12) };
}

test("an untracked file outside the environments does not change the commit", () => {
  const { root, environments, commit } = checkout();
  writeFileSync(join(root, "notes.txt"), "mine");
  expect(currentCommit(root, environments)).toBe(commit);
});

test.each([
  ["an edited environment", "environments/dev.yaml"],
  ["an uncommitted environment", "environments/acme.yaml"],
  ["an uncommitted base of environments", "environments/bases/common.yaml"],
])("%s makes the commit dirty", (_, file) => {
  const { root, environments, commit } = checkout();
  mkdirSync(join(environments, "bases"));
  writeFileSync(join(root, file), "environment: acme\n");
  expect(currentCommit(root, environments)).toBe(`${commit}-dirty`);
});

test("environments outside a repository make the commit dirty", () => {
  const { root, commit } = checkout();
  expect(currentCommit(root, work)).toBe(`${commit}-dirty`);
});

test("the commit is unknown outside a repository", () => {
  expect(currentCommit(work, work)).toBe("unknown");
});
