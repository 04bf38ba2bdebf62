// Runs a full life of an environment, and the handed-over modules, with OpenTofu in place of Terraform. Builds the version of
// tested-versions.json from its Go module once. Usage: npm run test:opentofu
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { opentofu: version } = JSON.parse(readFileSync(join(root, "dev/tested-versions.json"), "utf8"));

const program = openTofu();
console.log(`OpenTofu ${version}: ${program}`);
const tests = ["full-life.exhaustive", "handoff"].map((name) => `__tests__/real/terraform/${name}.test.ts`);
// Where the seed is set, the suite has its exhaustive files.
const { TEST_SEED = "1" } = process.env;
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/jest/bin/jest.js"),
    ...["--config", "__tests__/real/terraform/jest.config.js", "--runTestsByPath", ...tests],
  ],
  { cwd: root, env: { ...process.env, TEST_SEED, TERRAFORM_PROGRAM: program }, stdio: "inherit" },
);
process.exitCode = status ?? 1;

/** Path of the program. Throws where it has another version. */
function openTofu() {
  const file = join(root, ".cache/opentofu", version, "tofu");
  if (!existsSync(file)) build(file);
  const { TF_CLI_CONFIG_FILE, ...env } = process.env;
  const built = JSON.parse(execFileSync(file, ["version", "-json"], { encoding: "utf8", env }));
  if (built.terraform_version === version) return file;
  throw new Error(`${file}: got ${built.terraform_version}, expected ${version}; remove it`);
}

/** `go install` refuses a module with replacements, so a copy of its folder is built. */
function build(file) {
  console.log(`building OpenTofu ${version}; this takes minutes`);
  const module = `github.com/opentofu/opentofu@v${version}`;
  const { Dir: source } = JSON.parse(
    execFileSync("go", ["mod", "download", "-json", module], { encoding: "utf8", cwd: tmpdir() }),
  );
  const copy = mkdtempSync(join(tmpdir(), "opentofu-"));
  try {
    cpSync(source, copy, { recursive: true });
    execFileSync("chmod", ["-R", "u+w", copy]);
    const release = ["-ldflags", "-X github.com/opentofu/opentofu/version.dev=no"];
    execFileSync("go", ["build", "-buildvcs=false", ...release, "-o", file, "./cmd/tofu"], {
      cwd: copy,
      stdio: "inherit",
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
