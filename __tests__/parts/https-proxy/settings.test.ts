import { withProxy } from "../../support/https-proxy";
import { problemsOfKeys } from "../../support/minimal-file";

const problems = (settings: object, keys: object = {}): string[] => problemsOfKeys(withProxy(settings, keys));

test.each<[string, object]>([
  ["a name and a port", {}],
  ["an address", { url: "http://10.254.8.4:8080" }],
  ["names and ranges that need no proxy", { noProxy: ["git.corp.example", ".corp.example", "10.0.0.0/8"] }],
])("a file can have a proxy with %s", (_, settings) => {
  expect(problems(settings)).toEqual([]);
});

test.each<readonly [string, object, object, string]>([
  ["without a port", { url: "http://proxy.corp.example" }, {}, "expected http://HOST:PORT"],
  ["by TLS", { url: "https://proxy.corp.example:3128" }, {}, "write http://proxy.corp.example:3128"],
  ["with a path", { url: "http://proxy.corp.example:3128/x" }, {}, "expected http://HOST:PORT"],
  ["with a port that none has", { url: "http://proxy.corp.example:70000" }, {}, "expected http://HOST:PORT"],
  [
    "with an address outside of its ranges",
    { url: "http://10.254.10.10:3128" },
    {},
    "components.https-proxy.url: got http://10.254.10.10:3128, expected an address in cidrs",
  ],
  [
    "with a password",
    { url: "http://ml:example@proxy.corp.example:3128" },
    {},
    "a password is plain text in the state, in user data and in a ConfigMap",
  ],
  ["without a range", { cidrs: [] }, {}, "expected at least one range"],
  [
    "in a range that no attachment routes",
    { cidrs: ["10.253.0.0/28"] },
    {},
    "components.https-proxy.cidrs[0]: got 10.253.0.0/28, expected a range in cidrs of network.attachments",
  ],
  ["in the VPC", { cidrs: ["10.0.64.0/28"] }, {}, "expected a range in cidrs of network.attachments"],
  ["with a range twice", { cidrs: ["10.254.8.0/28", "10.254.8.0/29"] }, {}, "does not overlap 10.254.8.0/28"],
  ["with a pattern", { noProxy: ["*.corp.example"] }, {}, "write .corp.example"],
  ["with two names in one", { noProxy: ["a.example,b.example"] }, {}, "noProxy[0]"],
  [
    "beside NAT",
    {},
    { network: { egress: "single-nat", attachments: withProxy().network.attachments } },
    "network.egress none",
  ],
  ["on Fargate", {}, { cluster: { fargate: true, nodeGroups: {} } }, "models on nodes"],
  [
    "with releases of nodes that know no variables of services",
    {},
    { cluster: { nodeReleases: { AL2023_x86_64_STANDARD: "1.34.1-20250920" } } },
    "a release of 2025-10-07 or later",
  ],
])("no proxy %s", (_, settings, keys, problem) => {
  expect(problems(settings, keys).join("\n")).toContain(problem);
});

test("an error shows no password", () => {
  expect(problems({ url: "http://ml:example@proxy.corp.example:3128" }).join("\n")).not.toContain(
    "ml:example",
  );
});

test("images of models can come from other registries", () => {
  const models = [{ name: "fraud", image: { repository: "registry.corp.example/fraud", tag: "1.0.0" } }];
  expect(problems({}, { models })).toEqual([]);
});

test("Argo CD with a repository outside is not told to add an egress, which a proxy refuses", () => {
  const keys = withProxy();
  const repository = { url: "https://github.com/bank/models.git", path: "prod" };
  const found = problemsOfKeys({
    ...keys,
    components: { ...keys.components, "argo-cd": { repository } },
  }).join("\n");
  expect(found).toContain("components.argo-cd.privateHost");
  expect(found).not.toContain("or set network.egress");
});
