import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mlflowServersOf } from "../../../src/parts/mlflow/model/servers";
import { variablesOf } from "../../../src/infrastructure/kubernetes-pods";
import { environmentPlan } from "../../support/altered";
import { mlflowPlan } from "../../support/mlflow";

const read = (path: string): string => readFileSync(join(__dirname, "../../..", path), "utf8");
const dockerfile = read("images/mlflow/Dockerfile");
const PLAN = environmentPlan(mlflowPlan());
const [server] = mlflowServersOf(PLAN);
const pinned = (file: string, name: string): string | undefined =>
  new RegExp(`^${name}==([\\w.]+)`, "m").exec(read(`images/mlflow/${file}`))?.[1];

test("ML-03 the pod runs as the user of the image, and finds the authorities of RDS where the image has them", () => {
  if (!server) throw new Error("the environment has no MLflow server");
  const user = String(server.pods.spec.securityContext?.runAsUser);
  expect(dockerfile).toContain(`\nUSER ${user}:${user}\n`);
  expect(dockerfile).toContain(` ${variablesOf(PLAN, server.pods)["PGSSLROOTCERT"]}\n`);
});

test("ML-03 the lock file has the packages that the image names, and a checksum for each package", () => {
  for (const name of ["mlflow", "boto3", "psycopg2-binary"]) {
    expect(pinned("requirements.txt", name)).toBe(pinned("requirements.in", name));
  }
  const lines = read("images/mlflow/requirements.txt").split("\n");
  const packages = lines.flatMap((line, index) => (/^[\w.-]+==/.test(line) ? [lines[index + 1] ?? ""] : []));
  expect(packages.length).toBeGreaterThan(50);
  expect(packages.filter((next) => !next.includes("--hash=sha256:"))).toEqual([]);
});

test.each([
  "docs/parts/mlflow.md",
  "docs/maintain/testing.md",
  "src/parts/mlflow/facts.ts",
  "docs/decisions/0061-mlflow.md",
])("ML-03 %s names the version of MLflow that the image has", (path) => {
  const named = [...read(path).matchAll(/mlflow (\d+\.\d+\.\d+)|imageTag: (\d+\.\d+\.\d+)/g)];
  expect(new Set(named.map(([, program, tag]) => program ?? tag))).toEqual(
    new Set([pinned("requirements.in", "mlflow")]),
  );
});
