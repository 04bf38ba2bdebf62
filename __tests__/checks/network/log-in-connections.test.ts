import { logInConnections as check } from "../../../src/checks/network/log-in-connections";
import { type EnvironmentConfig } from "../../../src/environment/schema";
import { environmentPlan } from "../../support/altered";
import { configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planFrom } from "../../support/many-models";

const NAME = "ml-inference-prod";
const BASE = configWith(NAME, {});
const [MODEL] = BASE.models;

const found = (action: string, rules: readonly object[] = [], ...others: string[]): readonly string[] => {
  if (MODEL === undefined) throw new Error(`${NAME} has no model`);
  const service = action.split(":")[0] ?? "";
  const permission = {
    actions: [action, ...others],
    resources: [`arn:aws:${service}:${BASE.region}:${BASE.account}:thing/one`],
  };
  const config = configWith(NAME, {
    models: [{ ...MODEL, permissions: [permission] }],
    network: {
      attachments: [
        {
          type: "transit-gateway",
          name: "data",
          transitGatewayId: "tgw-0123456789abcdef0",
          cidrs: ["10.90.0.0/16"],
        },
      ],
      extraRules: rules,
    },
  } as unknown as Partial<EnvironmentConfig>);
  return foundBy(check, environmentPlan(planFrom(NAME, config)));
};

const open = (port: number, models: readonly string[] = [MODEL?.name ?? ""]) => [
  { group: "nodes", direction: "egress", peer: "10.90.1.0/24", port, reason: "features", models },
];

test.each([
  ["rds-db:connect", 5432, "TCP 3306 or 5432"],
  ["neptune-db:ReadDataViaQuery", 8182, "TCP 8182"],
  ["elasticache:Connect", 6379, "TCP 6379"],
  ["memorydb:Connect", 6379, "TCP 6379"],
  ["kafka-cluster:ReadData", 9098, "TCP 9098"],
])("%s needs a connection that network policies of the model admit", (action, port, words) => {
  expect(found(action)).toEqual([expect.stringContaining(words)]);
  expect(found(action, open(port))).toEqual([]);
  expect(found(action, open(port, []))).toHaveLength(1);
});

test("a database may have a port of its own", () => {
  expect(found("rds-db:connect", open(15432))).toEqual([]);
});

test("a domain of OpenSearch is called at an address of its own, not at an endpoint of AWS", () => {
  expect(found("es:ESHttpGet")).toEqual([expect.stringContaining("TCP 443")]);
  expect(found("es:ESHttpGet", open(443))).toEqual([]);
});

test("a call of a service with an endpoint needs no connection of its own", () => {
  expect(found("sqs:SendMessage")).toEqual([]);
  expect(found("elasticache:DescribeUsers")).toEqual([]);
});

test("several actions on one kind of server need one connection", () => {
  expect(found("kafka-cluster:ReadData", [], "kafka-cluster:Connect")).toEqual([
    expect.stringMatching(
      /kafka-cluster:Connect, kafka-cluster:ReadData need a connection to a cluster of MSK/,
    ),
  ]);
});
