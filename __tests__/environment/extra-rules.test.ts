import { environmentSchema } from "../../src/parts/environment-schema";
import { environmentRules } from "../../src/synth/inputs";
import { configWith } from "../support/environments";
import { smallEnvironment } from "../support/minimal-file";
import { ATTACHMENT, GATEWAY, MORE_IDS, WITH_GATEWAY, existing } from "../support/network-by-ids";

const REDIS = {
  group: "nodes",
  direction: "egress",
  peer: "10.50.8.0/28",
  port: 6379,
  reason: "feature store",
};

const accepts = (rule: object): boolean =>
  environmentSchema.safeParse(smallEnvironment({ network: { extraRules: [rule] } })).success;

/** Problems of all rules, as `path: expected`. ml-inference-prod routes 10.0.0.0/8 to a transit gateway, and has network ACLs. */
const problems = (extraRules: object[], change: object = {}): string[] =>
  environmentRules(configWith("ml-inference-prod", { network: { extraRules }, ...change })).map(
    ({ path, expected }) => `${path.join(".")}: ${expected}`,
  );

test.each([
  ["a range", {}],
  ["a group of this network", { group: "control-plane", peer: "nodes", port: 8443 }],
  ["a security group of another network", { peer: "sg-0123456789abcdef0" }],
  ["a prefix list", { peer: "pl-0123456789abcdef0" }],
])("accepts %s", (_, change) => {
  expect(accepts({ ...REDIS, ...change })).toBe(true);
});

test.each([
  ["an unknown group", { group: "pods" }],
  ["every port", { port: "all" }],
  ["no reason", { reason: undefined }],
  ["a reason with characters that EC2 refuses in a description", { reason: "für alle" }],
  ["the internet", { peer: "0.0.0.0/0" }],
  ["a range wider than /8", { peer: "10.0.0.0/7" }],
  ["a text that is no peer", { peer: "sg-1" }],
])("fails for %s", (_, change) => {
  expect(accepts({ ...REDIS, ...change })).toBe(false);
});

test("a range that an attachment routes is accepted", () => {
  expect(problems([REDIS])).toEqual([]);
});

test("a private range that the default route leads to a transit gateway is accepted", () => {
  const { attachments } = configWith("ml-inference-prod").network;
  const network = {
    egress: "transit-gateway",
    attachments,
    extraRules: [{ ...REDIS, peer: "192.168.7.0/24" }],
  };
  expect(problems([], { network })).toEqual([]);
});

test.each<[string, object, string]>([
  [
    "a range without a route",
    { peer: "192.168.7.0/24" },
    "network.extraRules.0.peer: a range in the VPC or in cidrs of network.attachments",
  ],
  ["a group to itself", { peer: "nodes" }, "network.extraRules.0.peer: another group than nodes"],
  [
    "egress of endpoints, which open no connection",
    { group: "endpoints" },
    "network.extraRules.0.direction: ingress",
  ],
  [
    "a range for the load balancer, whose clients are entry.clientCidrs",
    { group: "alb", direction: "ingress" },
    "network.extraRules.0.peer: a security group",
  ],
  [
    "the port of the Kubernetes API, whose clients are cluster.apiAccess",
    { group: "control-plane", direction: "ingress", port: 443 },
    "network.extraRules.0.port: another port than 443",
  ],
  [
    "a prefix list beside network ACLs, which have none",
    { peer: "pl-0123456789abcdef0" },
    "network.extraRules.0.peer: IPv4 ranges",
  ],
  [
    "models without a range that they connect to",
    { group: "control-plane", peer: "nodes", port: 8443, models: ["ml-inference-api"] },
    "network.extraRules.0.models: an egress of nodes to an IPv4 range",
  ],
  [
    "a model that the file does not have",
    { models: ["other"] },
    "network.extraRules.0.models.0: a model of the file",
  ],
  [
    "a rule that the platform makes",
    { group: "nodes", direction: "ingress", peer: "control-plane", port: 10250 },
    "network.extraRules.0: a rule that does not exist yet",
  ],
])("fails for %s", (_, change, problem) => {
  expect(problems([{ ...REDIS, ...change }])).toContainEqual(expect.stringContaining(problem));
});

test("fails for the rule of a part to its server inside", () => {
  const components = {
    "argo-cd": {
      repository: { url: "https://git.example.com:8443/models.git", path: "prod" },
      privateHost: { cidrs: ["10.50.8.0/28"], resolvedBy: "resolver-rule" },
    },
  };
  expect(problems([{ ...REDIS, port: 8443 }], { components })).toEqual([
    expect.stringContaining("network.extraRules.0: a rule that does not exist yet"),
  ]);
  expect(problems([REDIS], { components })).toEqual([]);
});

test("fails for a rule twice, also from its other end", () => {
  const webhook = { ...REDIS, group: "control-plane", peer: "nodes", port: 8443 };
  const same = { ...webhook, group: "nodes", direction: "ingress", peer: "control-plane" };
  expect(problems([webhook, same])).toEqual([
    expect.stringContaining("network.extraRules.1: a rule that does not exist yet"),
  ]);
});

test("the fix of a rule that another model has moves the model to it", () => {
  const models = ["a", "b"].map((name) => ({ name, image: { tag: "1" }, paths: [`/${name}`] }));
  const extraRules = models.map(({ name }) => ({ ...REDIS, models: [name] }));
  const [problem] = environmentRules(configWith("ml-inference-prod", { models, network: { extraRules } }));
  expect(problem?.fix).toBe("move its models to network.extraRules[0]");
});

test("fails in an existing network, where Terraform creates no rule", () => {
  const config = configWith("retail-forecast-console", {
    network: { extraRules: [{ ...REDIS, peer: "10.0.1.0/24" }] },
  });
  expect(environmentRules(config).map(({ path }) => path.join("."))).toEqual(["network.extraRules"]);
});

/** Problems of a rule in a network by ids, whose group of the endpoints has an id, as `path: expected; fix`. */
const problemsByIds = (rule: object): string[] => {
  const attachments = [{ ...GATEWAY, attachmentId: ATTACHMENT }];
  const change = existing(MORE_IDS, { attachments, extraRules: [rule] });
  return environmentRules(configWith(WITH_GATEWAY, change)).map(
    ({ path, expected, fix }) => `${path.join(".")}: ${expected}; ${fix}`,
  );
};

test("a rule of a group that Terraform creates is accepted in a network by ids", () => {
  expect(problemsByIds(REDIS)).toEqual([]);
});

test.each([
  ["group", { group: "endpoints", direction: "ingress" }],
  ["peer", { peer: "endpoints" }],
])("fails for a %s with an id in a network by ids, which gets no rules", (key, change) => {
  expect(problemsByIds({ ...REDIS, ...change })).toEqual([
    `network.extraRules.0.${key}: a group that Terraform creates: endpoints has an id in network.existing.securityGroupIds, and gets no rules; make the rule in that group, and list it in network.existing.rules`,
  ]);
});

test("fails for models on Fargate, which enforces no network policy", () => {
  const config = configWith("ml-inference-prod", {
    network: { extraRules: [{ ...REDIS, models: ["ml-inference-api"] }] },
    cluster: { fargate: true },
  });
  expect(environmentRules(config).map(({ path }) => path.join("."))).toContain("network.extraRules.0.models");
});
