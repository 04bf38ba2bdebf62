import { entryReach } from "../../src/environment/entry";
import { formatPath } from "../../src/environment/problems";
import { type EnvironmentConfig } from "../../src/environment/schema";
import { configWith } from "../support/environments";
import { rulesAcross } from "../../src/environment/rules/across";
import { rules } from "../../src/environment/rules/all";

const ZONE = "Z0123456789RECORDZONE";
const TERRAFORM_ALB = "retail-forecast-option-b";
const EXISTING = "retail-forecast-console";
const ML = "ml-inference-prod";

const problems = (environment: string, entry: object, others: object = {}): string[] =>
  rules(configWith(environment, { entry, ...others })).map(
    ({ path, expected }) => `${formatPath(path)}: ${expected}`,
  );

test.each([
  ["mlapp", { dnsRecord: true }],
  ["mlapp", { dnsRecord: true, scheme: "internal" }],
  [TERRAFORM_ALB, { dnsRecord: true }],
  [TERRAFORM_ALB, { dnsRecord: false }],
  [EXISTING, { dnsRecord: true, host: "api.example.com", hostedZoneId: ZONE }],
  [ML, { dnsRecord: true, host: "api.example.com", hostedZoneId: ZONE }],
  [ML, { host: "api.example.com" }],
])("%s with the entry %j is accepted", (environment, entry) => {
  expect(problems(environment, entry)).toEqual([]);
});

test.each<[string, string, object, string[]]>([
  [
    "a record has no zone",
    "retail-forecast",
    { dnsRecord: true },
    ["entry.hostedZoneId: the hosted zone of the record"],
  ],
  [
    "a record of an ALB in Terraform has no zone",
    TERRAFORM_ALB,
    { dnsRecord: true, hostedZoneId: null },
    ["entry.hostedZoneId: the hosted zone of the record"],
  ],
  [
    "a record has no host",
    "retail-forecast",
    { httpOnly: true, certificateArn: null, host: null, hostedZoneId: ZONE, dnsRecord: true },
    ["entry.host: the host name of the record"],
  ],
  [
    "a record of an HTTPS entry has no host, which is one problem",
    "mlapp",
    { host: null, dnsRecord: true },
    ["entry.host: the host name of the certificate"],
  ],
  [
    "a record of an existing ALB has neither",
    EXISTING,
    { dnsRecord: true },
    ["entry.host: the host name of the record", "entry.hostedZoneId: the hosted zone of the record"],
  ],
  [
    "an NLB has a zone without a record",
    ML,
    { host: "api.example.com", hostedZoneId: ZONE },
    [
      "entry.hostedZoneId: no hosted zone without dnsRecord: true, since entry.type nlb uses it for the record only",
    ],
  ],
  [
    "an existing ALB has a zone without a record",
    EXISTING,
    { host: "api.example.com", hostedZoneId: ZONE },
    [
      "entry.hostedZoneId: no hosted zone without dnsRecord: true, since entry.type existing-alb uses it for the record only",
    ],
  ],
])("fails when %s", (_, environment, entry, expected) => {
  expect(problems(environment, entry)).toEqual(expected);
});

test("fails when several NLBs share a host", () => {
  const models = ["a", "b"].map((name) => ({ name, image: { tag: "1" } }));
  expect(problems(ML, { host: "api.example.com" }, { models })).toEqual([
    "entry.host: no host with 2 models, since each has an NLB of its own",
  ]);
});

test.each<[string, object, string]>([
  ["host", { alsoHosts: ["mlapp.com"] }, "entry.alsoHosts[0]: a host that host does not have already"],
  [
    "alsoHosts",
    { alsoHosts: ["a.mlapp.com", "a.mlapp.com"] },
    "entry.alsoHosts[1]: each entry of the list once",
  ],
  [
    "an address",
    { alsoHosts: ["a-b.mlapp.com", "a.b.mlapp.com"] },
    "entry.alsoHosts[1]: a host that differs from a-b.mlapp.com in more than dots and hyphens",
  ],
])("fails when %s has a host of alsoHosts already", (_, entry, expected) => {
  expect(problems("mlapp", entry)).toEqual([expected]);
});

test("fails when there are other hosts without a host", () => {
  expect(problems(ML, { alsoHosts: ["a.example.com"] })).toEqual([
    "entry.host: the host name that the addresses in outputs have, beside alsoHosts",
  ]);
});

test.each([
  ["mlapp", {}, undefined],
  [TERRAFORM_ALB, {}, "demo.retail.example.com"],
  [TERRAFORM_ALB, { dnsRecord: false }, undefined],
  [TERRAFORM_ALB, { hostedZoneId: null }, undefined],
  ["mlapp", { dnsRecord: true }, "mlapp.com"],
])("%s with the entry %j has a record for %s", (environment, entry, host) => {
  expect(entryReach(configWith(environment, { entry }).entry).records?.hosts).toEqual(host && [host]);
});

/** An environment as a loader returns it, without the places of its values. */
const loaded = (name: string, config: EnvironmentConfig) => ({
  name,
  file: `${name}.yaml`,
  config,
  locate: () => ({ file: `${name}.yaml`, line: 1, column: 1 }),
  texts: new Map(),
  files: [],
  writtenAt: () => undefined,
});

describe("two environments with one host", () => {
  const across = (change: object): string[] =>
    rulesAcross([
      loaded("first", configWith("mlapp", { entry: { dnsRecord: true } })),
      loaded("second", configWith("mlapp", { network: { vpcCidr: "10.49.0.0/16" }, ...change })),
    ]).map(({ environment, path, expected }) => `${environment} ${path.join(".")}: ${expected}`);

  test("fail when both create its record in the same zone", () => {
    expect(across({ entry: { dnsRecord: true } })).toEqual([
      "second entry.host: a name that first.yaml does not use in the same hosted zone",
    ]);
  });

  test("fail when both create a record of one of alsoHosts", () => {
    expect(across({ entry: { dnsRecord: true, host: "two.mlapp.com", alsoHosts: ["mlapp.com"] } })).toEqual([
      "second entry.alsoHosts: a name that first.yaml does not use in the same hosted zone",
    ]);
  });

  test.each<[string, object]>([
    ["only one creates the record", {}],
    ["the zones differ", { entry: { dnsRecord: true, hostedZoneId: ZONE } }],
    ["the hosts differ", { entry: { dnsRecord: true, host: "two.mlapp.com" } }],
  ])("are accepted if %s", (_, change) => {
    expect(across(change)).toEqual([]);
  });
});
