import { addressesOf } from "../../../src/base/cidr";
import { rulesAcross } from "../../../src/environment/rules/across";
import { type EnvironmentConfig } from "../../../src/environment/schema";
import { configWith } from "../../support/environments";

const VPCS = [undefined, "vpc-0123456789abcdef0", "vpc-0123456789abcdef1"] as const;
const TABLES = [
  [],
  ["rtb-0123456789abcdef0"],
  ["rtb-0123456789abcdef1"],
  ["rtb-0123456789abcdef0", "rtb-0123456789abcdef1"],
];
const SUBNETS = [
  ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"],
  ["subnet-0123456789abcdef3", "subnet-0123456789abcdef4"],
];
const GIVEN = [[], ["s3"], ["ec2"], ["ec2", "sts", "s3"]];
const RANGES = ["10.0.0.0/16", "10.0.128.0/17", "10.1.0.0/16", "10.0.0.0/15"];
const GATEWAYS = ["tgw-0123456789abcdef0", "tgw-0123456789abcdef1"];
const CALLED = ["s3", "ec2", "sts"];

interface Choice {
  readonly vpc: (typeof VPCS)[number];
  readonly tables: readonly string[];
  readonly subnets: readonly string[];
  readonly given: readonly string[];
  readonly range: string;
  readonly gateway: string;
  readonly attachment: boolean;
  readonly far: string;
}

/** Numbers of a linear congruential generator, so that a failure repeats. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

function choose(below: (count: number) => number): Choice {
  const of = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return {
    vpc: of(VPCS),
    tables: of(TABLES),
    subnets: of(SUBNETS),
    given: of(GIVEN),
    range: of(RANGES),
    gateway: of(GATEWAYS),
    attachment: below(2) === 0,
    far: of(["10.200.0.0/16", "10.201.0.0/16"]),
  };
}

const named = (prefix: string): EnvironmentConfig =>
  configWith("mlapp", { namePrefix: prefix, cluster: { name: prefix }, network: { vpcName: prefix } });
const BASES: Readonly<Record<string, EnvironmentConfig>> = { one: named("one"), two: named("two") };

function configOf(prefix: string, choice: Choice): EnvironmentConfig {
  const { vpc, tables, subnets, given, range, gateway, attachment, far } = choice;
  const config = BASES[prefix] as EnvironmentConfig;
  const existing = {
    vpcId: vpc,
    privateSubnetIds: subnets,
    ...(tables.length > 0 ? { privateRouteTableIds: tables } : {}),
    endpointIds: Object.fromEntries(given.map((each) => [each, "vpce-0123456789abcdef0"])),
    securityGroupIds: {},
    subnetTags: [],
  };
  const network = {
    ...config.network,
    vpcCidr: range,
    attachments: [
      {
        type: "transit-gateway",
        name: "far",
        transitGatewayId: gateway,
        cidrs: [far],
        ...(attachment ? { attachmentId: "tgw-attach-0123456789abcdef0" } : {}),
      },
    ],
    ...(vpc === undefined ? {} : { existing }),
  };
  return { ...config, entry: { type: "none" }, network } as unknown as EnvironmentConfig;
}

/** Objects that AWS has once, which an environment creates in a VPC that exists. */
function created({ vpc, tables, subnets, given, gateway, attachment, far }: Choice): string[] {
  if (vpc === undefined) return [];
  const made = CALLED.filter((each) => !given.includes(each));
  return [
    ...made.filter((each) => each !== "s3").map((each) => `endpoint ${vpc} ${each}`),
    ...(made.includes("s3") ? (tables.length > 0 ? tables : subnets).map((each) => `gateway ${each}`) : []),
    ...tables.map((table) => `route ${table} ${far}`),
    ...(attachment ? [] : [`attachment ${vpc} ${gateway}`]),
  ];
}

function overlapping(one: Choice, two: Choice): boolean {
  const [a, b] = [addressesOf(one.range), addressesOf(two.range)];
  const isOneVpc = one.vpc !== undefined && one.vpc === two.vpc;
  return (
    one.gateway === two.gateway &&
    !isOneVpc &&
    a !== undefined &&
    b !== undefined &&
    a.first <= b.last &&
    b.first <= a.last
  );
}

const loaded = (name: string, config: EnvironmentConfig) => ({
  name,
  file: `${name}.yaml`,
  config,
  locate: () => ({ file: `${name}.yaml`, line: 1, column: 1 }),
  texts: new Map<string, string>(),
  files: [],
  writtenAt: () => undefined,
});

test("two environments conflict exactly where they create one object of AWS, or route one range twice", () => {
  const below = numbers(78);
  let conflicts = 0;
  for (let pair = 0; pair < 1000; pair += 1) {
    const [one, two] = [choose(below), choose(below)];
    const objects = created(one);
    const isExpected = created(two).some((each) => objects.includes(each)) || overlapping(one, two);
    const found = rulesAcross(
      [loaded("one", configOf("one", one)), loaded("two", configOf("two", two))],
      () => CALLED,
    );
    if (isExpected) conflicts += 1;
    if (found.length > 0 !== isExpected) expect({ one, two, found }).toBe(isExpected);
    for (const each of found)
      expect([each.environment, each.expected]).toEqual(["two", expect.stringContaining("one.yaml")]);
  }
  expect(conflicts).toBeGreaterThan(300);
  expect(conflicts).toBeLessThan(950);
});
