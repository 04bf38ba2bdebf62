import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironments } from "../../../src/config/loader/load";
import { formatProblem } from "../../../src/config/loader/problems";
import { loadRequest } from "../../../src/inputs";

/** Problems of an environment, without the path of its folder. */
function problemsOf(settings: string, { version = "1.36", cluster = "" } = {}): string[] {
  const folder = mkdtempSync(join(tmpdir(), "cluster-autoscaler-"));
  writeFileSync(
    join(folder, "one.yaml"),
    `account: "111122223333"
region: eu-west-1
project: one
owner: platform
repository: acme/one
network: {}
cluster:
  version: "${version}"
  admins: [arn:aws:iam::111122223333:role/Admin]
  nodeGroups: { general: { minPerZone: 2, maxPerZone: 4 } }
${cluster}entry: { type: ingress, scheme: internal, host: models.example.com, httpOnly: true }
models:
  - name: spell
    image: { tag: "1.0.0" }
components:
  cluster-autoscaler: ${settings}
`,
  );
  return readEnvironments(loadRequest(folder, undefined)).problems.map((problem) =>
    formatProblem(problem).replace(/[^ ]*\/(?=one\.yaml)/g, ""),
  );
}

test.each([
  ["no keys", "{}", {}],
  ["a release of the cluster's version", '{ version: "1.36.0" }', {}],
  ["a release for a version without a known one", '{ version: "1.37.2" }', { version: "1.37" }],
  ["a limit that admits every minimum", "{ maxNodes: 4 }", {}],
])("CA-01 %s is accepted", (_, settings, options) => {
  expect(problemsOf(settings, options)).toEqual([]);
});

test("CA-01 a Kubernetes version without a known release needs the key version", () => {
  expect(problemsOf("{}", { version: "1.37" })).toEqual([
    "one.yaml:16:23 components.cluster-autoscaler: got no version, with Kubernetes 1.37, expected version, because no release of the Cluster Autoscaler for Kubernetes 1.37 is known here; set version to a release 1.37.x of kubernetes/autoscaler",
  ]);
});

test("CA-01 a release of another minor version is refused", () => {
  expect(problemsOf('{ version: "1.35.2" }')).toEqual([
    'one.yaml:16:34 components.cluster-autoscaler.version: got "1.35.2", expected a release 1.36.x, because cluster.version is 1.36; remove version',
  ]);
  expect(problemsOf('{ version: "1.36.1" }', { version: "1.37" })).toEqual([
    expect.stringContaining(
      "expected a release 1.37.x, because cluster.version is 1.37; write a release 1.37.x",
    ),
  ]);
});

test("CA-01 a limit below the sum of all minimums is refused", () => {
  expect(problemsOf("{ maxNodes: 3 }")).toEqual([
    "one.yaml:16:35 components.cluster-autoscaler.maxNodes: got 3, expected at least 4, the sum of minPerZone in all zones; raise maxNodes, or lower minPerZone of a node group",
  ]);
});

test("CA-01 two autoscalers are refused", () => {
  expect(problemsOf("{}", { cluster: "  externalNodeAutoscaler: true\n" })).toEqual([
    expect.stringContaining(
      "cluster.externalNodeAutoscaler: got true, expected false with components.cluster-autoscaler",
    ),
  ]);
});
