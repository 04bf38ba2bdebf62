import { readFileSync } from "node:fs";
import { join } from "node:path";
import { block, blocks, text, texts } from "../../../src/terraform/stack-json";
import { KSERVE_SERVERS } from "../../../src/facts/kserve-servers";
import { kubeflowPipelinesPlan } from "../../support/kubeflow-pipelines";

const read = (path: string): string => readFileSync(join(__dirname, "../../..", path), "utf8");
const dockerfile = read("images/pipeline-steps/Dockerfile");
const page = read("docs/parts/kubeflow-pipelines-steps.md");
const pinned = (file: string, name: string): string | undefined =>
  new RegExp(`^${name}==([\\w.]+)`, "m").exec(read(`images/pipeline-steps/${file}`))?.[1];
const sdk = pinned("requirements.in", "kfp") ?? "";

/**
 * Packages of KServe's server that a file of a model is made of, for its Python.
 *
 * Source: kserve/kserve, `python/sklearnserver/uv.lock` and `python/sklearn.Dockerfile` (read 2026-11-22).
 */
const SERVER = {
  version: "v0.20.0",
  python: "3.11",
  packages: { joblib: "1.5.3", numpy: "2.4.4", "scikit-learn": "1.5.2", scipy: "1.17.1" },
};

test("ML-05 clients of the database find the authorities of RDS where the image has them", () => {
  const plan = kubeflowPipelinesPlan();
  for (const name of ["ml-pipeline", "metadata-grpc-service"]) {
    const [deployment] = plan
      .stack("platform")
      .resources("kubernetes_deployment_v1")
      .filter(({ config }) => block(config["metadata"])["name"] === name);
    const pod = block(block(block(deployment?.config["spec"])["template"])["spec"]);
    const [copy] = blocks(pod["init_container"]);
    const [program, from] = texts(copy?.["command"]);
    expect(program).toBe("cp");
    expect(dockerfile).toContain(` ${from}\n`);
  }
});

test("ML-05 steps run as the user of the image", () => {
  const [server] = kubeflowPipelinesPlan()
    .stack("platform")
    .resources("kubernetes_deployment_v1")
    .filter(({ config }) => block(config["metadata"])["name"] === "ml-pipeline");
  const pod = block(block(block(server?.config["spec"])["template"])["spec"]);
  const [container] = blocks(pod["container"]);
  const user = blocks(container?.["env"]).find(
    ({ name }) => name === "DEFAULT_SECURITY_CONTEXT_RUN_AS_USER",
  )?.["value"];
  expect(dockerfile).toContain(`\nUSER ${text(user)}:${text(user)}\n`);
});

test("ML-05 the image has the base of the other image, and ends as a numeric user other than root", () => {
  const base = (text: string): string | undefined => /^FROM (.+)$/m.exec(text)?.[1];
  expect(base(dockerfile)).toBe(base(read("images/mlflow/Dockerfile")));
  expect(dockerfile.trimEnd().split("\n").at(-1)).toMatch(/^USER [1-9]\d*:[1-9]\d*$/);
});

test("ML-05 the image installs only locked packages with checksums, and sets no command, which the launcher sets", () => {
  expect(dockerfile.match(/^RUN .*/gm)).toEqual([
    "RUN pip install --no-cache-dir --no-deps --require-hashes -r /app/requirements.txt",
  ]);
  expect(dockerfile).not.toMatch(/^(?:ENTRYPOINT|CMD)/m);
});

test("ML-05 the lock file has the packages that the image names, and a checksum for each package", () => {
  const named = [...read("images/pipeline-steps/requirements.in").matchAll(/^([\w-]+)==/gm)].map(
    ([, name = ""]) => name,
  );
  expect(named).toContain("kfp");
  for (const name of named) expect(pinned("requirements.txt", name)).toBe(pinned("requirements.in", name));
  const lines = read("images/pipeline-steps/requirements.txt").split("\n");
  const packages = lines.flatMap((line, index) => (/^[\w.-]+==/.test(line) ? [lines[index + 1] ?? ""] : []));
  expect(packages.length).toBeGreaterThan(30);
  expect(packages.filter((next) => !next.includes("--hash=sha256:"))).toEqual([]);
});

test("ML-05 packages of the SDK have its version", () => {
  for (const name of ["kfp-kubernetes", "kfp-pipeline-spec", "kfp-server-api"]) {
    expect(pinned("requirements.txt", name)).toBe(sdk);
  }
});

test("ML-05 steps write files with the packages of the KServe server that this project runs", () => {
  expect(SERVER.version).toBe(KSERVE_SERVERS.version);
  expect(dockerfile).toContain(`python:${SERVER.python}.`);
  for (const [name, version] of Object.entries(SERVER.packages)) {
    expect([name, pinned("requirements.txt", name)]).toEqual([name, version]);
  }
});

test("ML-05 steps log with the version of the MLflow server, which the page names", () => {
  const server = /^mlflow==([\w.]+)/m.exec(read("images/mlflow/requirements.in"))?.[1] ?? "";
  expect(pinned("requirements.in", "mlflow-skinny")).toBe(server);
  expect(page).toMatch(new RegExp(`\\| \`mlflow-skinny\` +\\| ${server.replaceAll(".", "\\.")} `));
});

test.each(["docs/parts/kubeflow-pipelines-steps.md", "docs/maintain/testing.md"])(
  "ML-05 %s names the versions of the image",
  (path) => {
    const named = (pattern: RegExp): Set<string | undefined> =>
      new Set([...read(path).matchAll(pattern)].map(([, version]) => version));
    expect(named(/\bkfp`? +\|? ?(\d+\.\d+\.\d+)/g)).toEqual(new Set([sdk]));
    expect(named(/scikit-learn`? +\|? ?(\d+\.\d+\.\d+)/g)).toEqual(
      new Set([SERVER.packages["scikit-learn"]]),
    );
  },
);

test("ML-05 tags of the page begin with the version of the SDK", () => {
  const tags = [...page.matchAll(/repository:(\d[\w.]*)-\d+/g)].map(([, version]) => version);
  expect(tags.length).toBeGreaterThan(2);
  expect(new Set(tags)).toEqual(new Set([sdk]));
});

test("ML-05 the page has the versions of all packages that it names, and the KServe version", () => {
  const { joblib, numpy, scipy } = SERVER.packages;
  expect(page).toContain(`${joblib}, ${numpy}, ${scipy}`);
  expect(page).toContain(`server ${KSERVE_SERVERS.version}`);
});
