import { LONGEST_FILE } from "../../../src/handoff/module/file-division";
import { bundle, loadBundles } from "../../support/bundles";
import { ENVIRONMENTS } from "../../support/environments";

beforeAll(loadBundles);

const BLOCK = /^[a-z]+ ?("[^"]+" ){0,2}\{/gm;
const isLong = (text: string): boolean => text.split("\n").length - 1 > LONGEST_FILE;

/** Files that are too long, although they could be divided: each has more than one block. */
const divisible = (files: Iterable<readonly [string, string]>): string[] =>
  [...files].flatMap(([path, text]) =>
    path.endsWith(".tf") && isLong(text) && text.match(BLOCK)?.length !== 1 ? [path] : [],
  );

describe.each(ENVIRONMENTS)("%s", (environment) => {
  test("no file of Terraform has more than 300 lines, except one of a single longer block", () => {
    expect(
      [...bundle(environment).files.keys()].filter((path) => path.endsWith(".tf")).length,
    ).toBeGreaterThan(40);
    expect(divisible(bundle(environment).files)).toEqual([]);
  });

  test("both syntaxes have the same files", () => {
    const modules = (format: "hcl" | "json"): string[] =>
      [...bundle(environment, format).files.keys()].flatMap((path) =>
        /\.tf(\.json)?$/.test(path) ? [path.replace(/\.json$/, "")] : [],
      );
    expect(modules("json").sort()).toEqual(modules("hcl").sort());
  });
});

test("long lists of moves are divided too", () => {
  const names = [...bundle("ml-platform").files.keys()];
  expect(names.filter((path) => path.includes("/moved")).length).toBeGreaterThan(2);
});

test.each([
  ["cluster/kubeflow-pipelines-api.tf", 'resource "aws_iam_role" "kubeflow_pipelines_api"'],
  ["platform/prometheus-release.tf", 'resource "helm_release" "prometheus"'],
  ["platform/monitoring-prometheus.tf", '"monitoring_prometheus"'],
  ["platform/mlflow-deployment.tf", 'resource "kubernetes_deployment_v1" "mlflow"'],
])("a divided file has the name of its blocks: %s", (path, block) => {
  expect(bundle("ml-platform").files.get(path)).toContain(block);
});
