import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageListOf } from "../../../src/project/image-list";
import { mirrorScript } from "../../../src/project/mirror-script";
import { environmentPlan } from "../../support/altered";
import { workFolder } from "../../support/published-output";
import { planOf } from "../../support/reference-plans";

const work = workFolder("mirror-account");
const bin = join(work, "bin");
const calls = join(work, "calls");
const script = join(work, "mirror.sh");

beforeAll(() => {
  mkdirSync(bin);
  const log = `printf '%s\\n' "\${0##*/} $*" >> ${calls}`;
  for (const program of ["crane", "helm", "jq"])
    writeFileSync(join(bin, program), `#!/bin/sh\n${log}\necho stop >&2\nexit 1\n`, { mode: 0o755 });
  const aws = `case "$*" in *get-caller-identity*) [ -n "$CALLER" ] || { echo "no credentials" >&2; exit 253; }; printf '%s\\tarn:aws:iam::%s:user/me\\n' "$CALLER" "$CALLER" ;; esac`;
  writeFileSync(join(bin, "aws"), `#!/bin/sh\n${log}\n${aws}\n`, { mode: 0o755 });
  writeFileSync(script, mirrorScript(imageListOf(environmentPlan(planOf("ml-inference-prod")))));
});

/** Runs the script with the credentials of an account, and returns what it prints and calls. */
function run(caller: string, args: readonly string[] = [], own: Readonly<Record<string, string>> = {}) {
  writeFileSync(calls, "");
  const { status, stderr } = spawnSync("bash", [script, ...args], {
    cwd: work,
    env: { PATH: `${bin}:/usr/bin:/bin`, CALLER: caller, ...own },
    encoding: "utf8",
  });
  return { status, stderr, calls: readFileSync(calls, "utf8").trim().split("\n") };
}

test("the script logs in and copies nothing with credentials of another account, and says which", () => {
  const { status, stderr, calls: made } = run("999988887777");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /credentials: got account 999988887777\s+arn:aws:iam::999988887777:user\/me, expected account 222233334444 of ml-inference-prod; set AWS_PROFILE/,
  );
  expect(made).toEqual([expect.stringContaining("aws sts get-caller-identity")]);
  expect(existsSync(join(work, "ml-inference-prod.digests"))).toBe(false);
});

test("the script stops without credentials", () => {
  const { status, stderr, calls: made } = run("");
  expect([status, made.length]).toEqual([1, 1]);
  expect(stderr).toContain("got no credentials, expected those of account 222233334444; log in");
});

test("the script logs in with credentials of the account", () => {
  expect(run("222233334444").calls).toContainEqual(expect.stringContaining("aws ecr get-login-password"));
});

test("a registry of the user's choice, and --no-login, need no credentials of the account", () => {
  const chosen = run("999988887777", [], { REGISTRY: "registry.example" }).calls;
  expect(chosen).toContainEqual(expect.stringContaining("aws ecr get-login-password"));
  expect(run("", ["--no-login"]).calls.filter((call) => call.startsWith("aws"))).toEqual([]);
});

test("an image with more platforms than a pipe holds has the needed ones", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const list = imageListOf(environmentPlan(planOf("ml-inference-prod")));
  const image = { source: "registry.example/a", target: `${list.registry}/a`, tag: "1.0.0", usedBy: [] };
  const images = [{ ...image, digest, platforms: ["linux/amd64", "linux/arm64"] }];
  const wide = join(work, "wide.sh");
  writeFileSync(wide, mirrorScript({ ...list, images, charts: [], owned: [], notJudged: [] }));
  const crane = join(work, "crane");
  const jq = join(work, "jq");
  writeFileSync(crane, `#!/bin/sh\ncase $1 in digest) echo ${digest} ;; *) echo '{}' ;; esac\n`, {
    mode: 0o755,
  });
  writeFileSync(jq, `#!/bin/sh\nprintf 'linux/%s\\n' amd64 arm64\nyes linux/other | head -n 20000\n`, {
    mode: 0o755,
  });
  const { status, stdout, stderr } = spawnSync("bash", [wide, "--no-login"], {
    cwd: work,
    env: { PATH: "/usr/bin:/bin", CRANE: crane, HELM: crane, JQ: jq },
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("0 copied, 1 already there, 0 failed");
});
