import fc from "fast-check";
import { stringify } from "yaml";
import { FOREIGN_KEYS } from "../../../src/environment/loader/foreign-keys";
import { environmentSchema } from "../../../src/parts/environment-schema";
import { childSchemas, valueSchemasOf } from "../../../src/environment/value-schemas";
import { problemsOfFiles, problemsOfKeys } from "../../support/minimal-file";

const BASE = `account: "111122223333"
region: eu-west-1
project: demo
owner: platform
repository: example/demo
network: { vpcCidr: 10.20.0.0/16 }
cluster: { admins: [arn:aws:iam::111122223333:role/admin] }
entry: { type: ingress, httpOnly: true }
models: [{ name: fraud, image: { tag: "1.0.0" } }]
`;

test("a key of another tool replaces the value of a file that its file extends", () => {
  const other = "extends: base\nnetwork: { cidr: 10.30.0.0/8 }\n";
  expect(problemsOfFiles({ base: BASE, other })).toEqual([
    "other.yaml:2:12 network.cidr: got cidr, expected a key of network; did you mean vpcCidr?",
    "other.yaml:2:18 network.vpcCidr: got 10.30.0.0/8, expected an IPv4 range without host bits, such as 10.0.0.0/16; correct the range",
  ]);
});

test("variables with values and from Secrets become variables and secrets, and no value is shown", () => {
  const env = [
    { name: "MODE", value: "hunter2" },
    { name: "KEY", valueFrom: { secretKeyRef: { name: "fraud-key", key: "k" } } },
  ];
  const [problem, ...others] = problemsOfKeys({ models: [{ name: "fraud", image: { tag: "1" }, env }] });
  expect(others).toEqual([]);
  expect(problem).toContain("; write environment: { MODE: … }, secrets: [fraud-key]; secrets are those of");
  expect(problem).not.toContain("hunter2");
});

const ADMINS = ["arn:aws:iam::111122223333:role/platform-admin"];

test.each([
  ["volumeIOPS", 4000, "diskIops"],
  ["iops", 4000, "diskIops"],
  ["volumeThroughput", 250, "diskMiBps"],
  ["throughput", 250, "diskMiBps"],
  ["capacityReservationId", "cr-0123456789abcdef0", "capacityReservation"],
])("%s of a node group becomes ours", (name, value, own) => {
  const general = { instanceTypes: ["m6i.large"], minPerZone: 1, maxPerZone: 2, zones: ["a"], [name]: value };
  expect(problemsOfKeys({ cluster: { admins: ADMINS, nodeGroups: { general } } })).toEqual([
    expect.stringMatching(
      new RegExp(
        ` cluster\\.nodeGroups\\.general\\.${name}: got ${name}, expected .*; did you mean ${own}\\?$`,
      ),
    ),
  ]);
});

test.each([
  ["args", ["--workers", "2"], "did you mean arguments?"],
  ["annotations", { "example.com/team": "ml" }, "did you mean podAnnotations?"],
  ["volumes", [{ name: "cache", emptyDir: {} }], "remove it; configFiles has files beside this one"],
  ["volumeMounts", [{ name: "cache", mountPath: "/cache" }], "remove it; configFiles has files"],
])("%s of a pod has advice", (name, value, advice) => {
  expect(problemsOfKeys({ models: [{ name: "fraud", image: { tag: "1.0.0" }, [name]: value }] })).toEqual([
    expect.stringContaining(` models[0].${name}: got ${name}, expected a key of models[0]; ${advice}`),
  ]);
});

describe.each([
  "nodeSecurityGroupAdditionalRules",
  "clusterSecurityGroupAdditionalRules",
  "securityGroupAdditionalRules",
  "additionalSecurityGroupRules",
])("%s leads to network.extraRules", (name) => {
  const rules = { [name]: { redis: { type: "egress" } } };

  test.each([
    ["the top level", rules],
    ["cluster", { cluster: { admins: ADMINS, ...rules } }],
    ["network", { network: rules }],
  ])("in %s", (_, keys) => {
    expect(problemsOfKeys(keys)).toEqual([
      expect.stringMatching(
        new RegExp(`got ${name}, .*; remove it; network\\.extraRules adds rules to the security groups$`),
      ),
    ]);
  });
});

test.each<[string, object, string]>([
  ["repo", { repo: "https://charts.example.com" }, "did you mean repository?"],
  ["chart", { chart: "agent" }, "remove it; its key is the name of the chart and of the release"],
  ["set", { set: { replicas: 2 } }, "remove it; values names a file in YAML beside this one"],
  [
    "createNamespace",
    { createNamespace: true },
    "remove it; Terraform makes the namespace, with the level podSecurity",
  ],
  [
    "serviceAccount",
    { serviceAccount: "agent" },
    "remove it; role has serviceAccount and permissions; Terraform makes both",
  ],
])("%s of a chart has an advice that leads to a key of ours", (name, keys, advice) => {
  const repository = "repo" in keys ? {} : { repository: "https://charts.example.com" };
  const found = problemsOfKeys({ charts: { agent: { ...repository, version: "1.0.0", ...keys } } });
  expect(found).toEqual([expect.stringContaining(`got ${name}, expected`)]);
  expect(found[0]).toContain(`; ${advice}`);
});

test("repository and tag of an image of a chart are one text", () => {
  const images = [{ value: "image", image: "docker.io/acme/agent:1.0.0", tag: "1.0.0" }];
  const agent = { repository: "https://charts.example.com", version: "1.0.0", images };
  expect(problemsOfKeys({ charts: { agent } })).toEqual([
    expect.stringContaining("remove it; image has registry, path and tag in one text"),
  ]);
});

test("a value is not moved into a mapping that is none", () => {
  const problems = problemsOfKeys({ cluster: "small", managedNodeGroups: [{ name: "general" }] });
  expect(problems.filter((each) => each.includes(" cluster: got small"))).toHaveLength(1);
});

test.each(
  FOREIGN_KEYS.flatMap(({ becomes }) => Object.keys(becomes ?? {})).filter((to) => !to.startsWith(".")),
)("%s is a key of the schema", (to) => {
  const forms = to
    .split(".")
    .reduce((found, step) => childSchemas(found, step), valueSchemasOf(environmentSchema));
  expect(forms).not.toEqual([]);
});

const NAMES = FOREIGN_KEYS.flatMap(({ names }) => names);

test("any keys of other tools with any values give problems, in a place and with a fix", () => {
  const value = fc.oneof(
    fc.constantFrom<unknown>(3, true, null, "eu-west-1a", "a=b", [], {}),
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(fc.record({ name: fc.string(), value: fc.string() }), { maxLength: 2 }),
  );
  const keys = fc.dictionary(fc.constantFrom(...NAMES, "zones", "replicas", "image", "environment"), value, {
    maxKeys: 4,
  });
  fc.assert(
    fc.property(keys, keys, keys, keys, (top, network, cluster, model) => {
      const file = {
        ...top,
        network,
        cluster: { nodeGroups: { general: model }, ...cluster },
        models: [{ name: "fraud", ...model }],
      };
      for (const problem of problemsOfFiles({ demo: stringify(file) }))
        expect(problem).toMatch(/^demo\.yaml:\d+:\d+ .*: got .*, expected .*; ./);
    }),
    { numRuns: 60 },
  );
});
