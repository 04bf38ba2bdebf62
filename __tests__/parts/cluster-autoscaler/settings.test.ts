import { minimalFile, problemsOfFiles } from "../../support/minimal-file";

const problemsOf = (
  settings: string,
  { version = "1.36", cluster = [] }: { version?: string; cluster?: string[] } = {},
): string[] =>
  problemsOfFiles({
    one: minimalFile({
      version,
      cluster: ["nodeGroups: { general: { minPerZone: 2, maxPerZone: 4 } }", ...cluster],
      components: [`cluster-autoscaler: ${settings}`],
    }),
  });

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
  expect(problemsOf("{}", { cluster: ["externalNodeAutoscaler: true"] })).toEqual([
    expect.stringContaining(
      "cluster.externalNodeAutoscaler: got true, expected false with components.cluster-autoscaler",
    ),
  ]);
});
