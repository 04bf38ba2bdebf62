import { join } from "node:path";
import { EKS } from "../../src/facts/resource-types/eks";
import { ENCRYPTION } from "../../src/facts/resource-types/encryption";
import { ENTRY } from "../../src/facts/resource-types/entry";
import { IAM } from "../../src/facts/resource-types/iam";
import { KUBERNETES_TYPES } from "../../src/facts/resource-types/kubernetes";
import { MONITORING } from "../../src/facts/resource-types/monitoring";
import { NETWORK_TYPES } from "../../src/facts/resource-types/network";
import { costOf } from "../../src/cost/lines/uncounted";
import { resourceType, typesWith } from "../../src/facts/resource-types";
import { RESOURCE_TYPES } from "../../src/facts/resource-types/all";
import { STORAGE } from "../../src/facts/resource-types/storage";
import { usedTypes } from "../../dev/provider-schemas/used-types";
import { PLANS } from "../support/every-option";

const USED = usedTypes(join(__dirname, "../../src")).filter(({ kind }) => kind !== "provider");
const SERVICES = [IAM, EKS, NETWORK_TYPES, ENTRY, STORAGE, ENCRYPTION, MONITORING, KUBERNETES_TYPES];

/** Types that the constructs import, and those in the stacks of every environment, also with every option. */
const emittedTypes = (): Set<string> =>
  new Set([
    ...USED.map(({ type }) => type),
    ...PLANS.flatMap(([, plan]) =>
      plan.stacks.flatMap((stack) => [...stack.resources(), ...stack.dataSources()].map(({ type }) => type)),
    ),
  ]);

test("every type that a stack can have has a row with the file of its blocks", () => {
  const types = [...emittedTypes()];
  expect(types.length).toBeGreaterThan(80);
  expect(types.filter((type) => resourceType(type)?.file === undefined)).toEqual([]);
});

test("no row has a file for a type that no stack can have", () => {
  const types = emittedTypes();
  expect(typesWith("file").filter(([type]) => !types.has(type))).toEqual([]);
});

test("every AWS resource that a stack can have has its cost", () => {
  const resources = USED.filter(({ kind, provider }) => kind === "resource" && provider === "aws");
  expect(resources.length).toBeGreaterThan(40);
  expect(resources.filter(({ type }) => costOf(type) === undefined)).toEqual([]);
});

test("a type has a row in one service only", () => {
  const rows = SERVICES.flatMap((service) => Object.keys(service));
  expect(rows.filter((type, index) => rows.indexOf(type) !== index)).toEqual([]);
  expect(rows.length + 1).toBe(Object.keys(RESOURCE_TYPES).length);
});

test("no two losses have the same rank", () => {
  const ranks = typesWith("held").map(([, { rank }]) => rank);
  expect(new Set(ranks).size).toBe(ranks.length);
});

test("an ARN has the name of the object, and no other parts than partition, region and account", () => {
  const arns = typesWith("arn").map(([, arn]) => arn);
  expect(arns.length).toBeGreaterThan(4);
  for (const arn of arns) {
    expect(arn).toMatch(
      /^arn:\{partition\}:[a-z0-9]+:(\{region\}:\{account\}|:\{account\}|:):[a-z/:-]*\{name\}$/,
    );
  }
});

test.each(["constructor", "aws_db_cluster", ""])("the type %j without a row has no facts", (type) => {
  expect(resourceType(type)).toBeUndefined();
  expect(costOf(type)).toBeUndefined();
});

test("a type of IAM without a row costs nothing", () => {
  expect(costOf("aws_iam_group")).toBe("none");
});
