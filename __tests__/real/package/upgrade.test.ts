import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { VERSION } from "../../../src/base/version";
import { contentsOf, emptyFolder, environmentOf, filesIn, isCode, tarball } from "./harness/installed";

const NEXT = "99.0.0";
const NAME = "private-eks-inference";
const env = environmentOf({ npm_config_offline: "true" });

/** The packed program as a newer version, which gives pods a second more to end. */
function nextVersion(): string {
  const folder = realpathSync(emptyFolder());
  execFileSync("tar", ["xzf", tarball(), "-C", folder]);
  const edit = (name: string, from: string, to: string): void => {
    const file = join(folder, "package", name);
    const text = readFileSync(file, "utf8");
    expect(text).toContain(from);
    writeFileSync(file, text.replaceAll(from, to));
  };
  edit("package.json", `"version": "${VERSION}"`, `"version": "${NEXT}"`);
  edit("dist/app.js", `version="${VERSION}"`, `version="${NEXT}"`);
  const grace = "terminationGracePeriodSeconds:gracePeriodSeconds(props)";
  edit("dist/app.js", grace, `${grace}+1`);
  writeFileSync(
    join(folder, "package/CHANGELOG.md"),
    `# Changelog

## ${NEXT}

- \`kubernetes_deployment_v1\`: a second more

## ${VERSION}
`,
  );
  const packed = join(folder, `${NAME}-${NEXT}.tgz`);
  execFileSync("tar", ["czf", packed, "-C", folder, "package"]);
  return packed;
}

const binary = (cwd: string, ...args: string[]) =>
  spawnSync(join(cwd, "node_modules/.bin", NAME), args, { cwd, env, encoding: "utf8", maxBuffer: 2 ** 28 });

describe("a project that init wrote, with the program from a tarball", () => {
  const folder = realpathSync(emptyFolder());
  let next: string;

  beforeAll(() => {
    next = nextVersion();
    mkdirSync(join(folder, "packed"));
    copyFileSync(tarball(), join(folder, "packed", basename(tarball())));
    execFileSync("npm", ["install", "--no-audit", "--no-fund", `./packed/${basename(tarball())}`], {
      cwd: folder,
      env,
      stdio: "pipe",
    });
    const answers = ["--account", "111122223333", "--region", "eu-west-1", "--network", "nat"];
    const admins = ["--admins", "arn:aws:iam::111122223333:role/platform-admin", "--name", "shop", "--yes"];
    expect(binary(folder, "init", ...answers, "--entry", "demo", ...admins).status).toBe(0);
  });

  test("review --to shows what the next version changes, and changes no file", () => {
    const before = contentsOf(folder);
    const { status, stdout } = binary(folder, "review", "--to", next, "--json", "--detailed-exitcode");
    expect(status).toBe(2);
    const { environments } = JSON.parse(stdout) as {
      environments: { environment: string; resources: { edits: { path: string }[] }[] }[];
    };
    expect(environments.map(({ environment }) => environment)).toEqual(["shop"]);
    const paths = environments.flatMap(({ resources }) =>
      resources.flatMap(({ edits }) => edits.map(({ path }) => path)),
    );
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !path.endsWith("termination_grace_period_seconds"))).toEqual([]);
    expect(contentsOf(folder)).toEqual(before);
  });

  test("review --to leaves no compiled code of the other version", () => {
    expect(binary(folder, "review", "--to", next).status).toBe(0);
    const code = filesIn(folder).filter(isCode);
    expect(binary(folder, "review", "--to", next).status).toBe(0);
    expect(filesIn(folder).filter(isCode)).toEqual(code);
  });

  test("upgrade brings it to the next version, and the next plan is the reviewed one", () => {
    const { status, stdout, stderr } = binary(folder, "upgrade", next, "--yes");
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`${VERSION} → ${NEXT}`);
    expect(stdout).toContain("- `kubernetes_deployment_v1`: a second more");
    expect(binary(folder, "--version").stdout).toBe(`${NEXT}\n`);
    const models = readFileSync(join(folder, "cdktf.out/stacks/shop-models/cdk.tf.json"), "utf8");
    expect(models).toMatch(/"termination_grace_period_seconds": \d*1\b/);
    expect(binary(folder, "check").status).toBe(0);
  });

  test("the way back gives the project its first version", () => {
    const { status, stdout } = binary(folder, "upgrade", join("packed", basename(tarball())), "--yes");
    expect(status).toBe(0);
    expect(stdout).toContain(`${NEXT} → ${VERSION}, which is older`);
    expect(stdout).toContain("- `kubernetes_deployment_v1`: a second more");
    expect(binary(folder, "--version").stdout).toBe(`${VERSION}\n`);
    expect(readdirSync(folder)).toContain("package-lock.json");
  });
});
