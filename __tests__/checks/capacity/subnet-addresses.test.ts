import { subnetAddresses } from "../../../src/checks/capacity/subnet-addresses";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { CONTEXT, foundBy } from "../../support/findings";
import { GATEWAY, IDS, WITH_GATEWAY, existing } from "../../support/network-by-ids";
import { withRoleSubnets } from "../../support/role-subnets";
import { withTraining } from "../../support/training-vpcs";
import { model } from "./plans";

const withNodes = (maxPerZone: number): string[] =>
  foundBy(
    subnetAddresses,
    environmentPlan(planWith("retail-forecast", { cluster: { nodeGroups: { general: { maxPerZone } } } })),
  );

test("subnet-addresses finds subnets that are too small for the maximum number of nodes", () => {
  const messages = withNodes(20);
  expect(messages).toHaveLength(2);
  expect(messages[0]).toContain("10.0.101.0/24 has 251 addresses and 14 whole /28 blocks");
  expect(messages[0]).toContain("6 for interface endpoints");
});

test("subnet-addresses names the largest number of nodes that fits", () => {
  const [, fitting, wanted] =
    /at most (\d+) of its (\d+) nodes fit, including 2 that an upgrade adds/.exec(withNodes(20)[0] ?? "") ??
    [];
  expect(wanted).toBe("22");
  const most = Number(fitting) - 2;
  expect(withNodes(most)).toEqual([]);
  expect(withNodes(most + 1)).toHaveLength(2);
});

test("subnet-addresses counts a group and the one beside it that is to replace it", () => {
  const ofGroups = (...names: readonly string[]): string[] => {
    const nodeGroups = Object.fromEntries(names.map((name) => [name, { maxPerZone: 4 }]));
    return foundBy(
      subnetAddresses,
      environmentPlan(planWith("retail-forecast", { cluster: { nodeGroups } })),
    );
  };
  expect(ofGroups("general")).toEqual([]);
  expect(ofGroups("general", "larger")).toHaveLength(2);
});

test("subnet-addresses finds subnets that are too small without nodes", () => {
  const plan = altered("retail-forecast", ({ network }) => {
    network.resource.aws_subnet.public_a.cidr_block = "10.0.1.0/29";
    network.resource.aws_subnet.private_a.cidr_block = "10.0.101.0/28";
  });
  const subnets = foundBy(subnetAddresses, plan).map((message) => message.split(":")[0]);
  expect(subnets.sort()).toEqual(["aws_subnet.private_a", "aws_subnet.public_a"]);
});

test("subnet-addresses counts one address for each Fargate pod", () => {
  const models = Array.from({ length: 30 }, (_, index) =>
    model({ name: `model-${index}`, paths: [`/${index}`] }),
  );
  const network = { privateSubnets: { cidrs: ["10.0.101.0/25", "10.0.102.0/25"] } };
  expect(foundBy(subnetAddresses, environmentPlan(planWith("mlapp", { network, models })))).toEqual(
    [1, 2].map(() => expect.stringContaining("195 for Fargate pods")),
  );
});

describe("two environments in the same subnets", () => {
  const sharedPlan = (prefix: number, ids: object = IDS) =>
    environmentPlan(
      planWith(
        WITH_GATEWAY,
        existing(ids, { privateSubnets: { cidrs: [`10.32.0.0/${prefix}`, `10.32.64.0/${prefix}`] } }),
      ),
    );
  const named = (plan: EnvironmentPlan, name: string) =>
    Object.create(plan, { name: { value: name } }) as EnvironmentPlan;
  const fitting =
    [24, 23, 22, 21].find((prefix) => foundBy(subnetAddresses, sharedPlan(prefix)).length === 0) ?? 0;
  /** Findings of the later of two environments. */
  const foundBeside = (prefix: number, ids?: object): string[] =>
    foundBy(subnetAddresses, named(sharedPlan(prefix), "second"), {
      others: [named(sharedPlan(prefix, ids), "first")],
    });

  test("need the sum of their addresses", () => {
    const found = foundBeside(fitting);
    expect(found).toEqual([
      expect.stringContaining("also used by first"),
      expect.stringContaining("also used by first"),
    ]);
    expect(foundBeside(fitting - 2)).toEqual([]);
  });

  describe("have one interface endpoint of each service", () => {
    const SERVICES = ["ec2", "ecr.api", "ecr.dkr", "elasticloadbalancing", "logs", "secretsmanager", "sts"];
    const given = (services: readonly string[]) => ({
      ...IDS,
      endpointIds: Object.fromEntries(services.map((service, index) => [service, `vpce-0123456${index}`])),
    });
    /** Addresses of interface endpoints in a finding of the later environment, which has endpoints of the first by their ids. */
    const counted = (services: readonly string[], ofFirst: object): string[] =>
      foundBy(subnetAddresses, named(sharedPlan(28, given(services)), "second"), {
        others: [named(sharedPlan(28, ofFirst), "first")],
      }).map((found) => /(\d+) for interface endpoints/.exec(found)?.[1] ?? found);

    test("where the first creates them", () => {
      expect(counted(SERVICES, IDS)).toEqual(["7", "7"]);
    });

    test("where both have those of another owner", () => {
      expect(counted(SERVICES, given(SERVICES))).toEqual(["7", "7"]);
    });

    test("and those of one alone are counted too", () => {
      const network = { endpoints: { interfaces: false }, egress: "single-nat" };
      const first = planWith(
        WITH_GATEWAY,
        existing(IDS, { privateSubnets: { cidrs: ["10.32.0.0/28", "10.32.64.0/28"] }, ...network }),
      );
      const others = [named(environmentPlan(first), "first")];
      const found = foundBy(subnetAddresses, named(sharedPlan(28, given(SERVICES)), "second"), { others });
      expect(found).toEqual([1, 2].map(() => expect.stringContaining("7 for interface endpoints")));
    });
  });

  test("are judged once, at the later one, and alone in other subnets", () => {
    const others = ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0bbbbbbbbbbbbbbb1"];
    expect(foundBeside(fitting, { ...IDS, privateSubnetIds: others })).toEqual([]);
    expect(
      foundBy(subnetAddresses, named(sharedPlan(fitting), "first"), {
        others: [named(sharedPlan(fitting), "second")],
      }),
    ).toEqual([]);
  });
});

const SMALL = { privateSubnets: { cidrs: ["10.0.101.0/26", "10.0.102.0/26"] } };

test("subnet-addresses accepts subnets of /26 with single addresses, in which prefixes do not fit", () => {
  const found = (cluster: object): string[] =>
    foundBy(subnetAddresses, environmentPlan(planWith("retail-forecast", { network: SMALL, cluster })));
  expect(found({})).toHaveLength(2);
  expect(found({ podAddresses: "single" })).toEqual([]);
});

test("subnet-addresses states no blocks where pods have single addresses", () => {
  const cluster = { podAddresses: "single", nodeGroups: { general: { maxPerZone: 10 } } };
  const [found = ""] = foundBy(
    subnetAddresses,
    environmentPlan(planWith("retail-forecast", { network: SMALL, cluster })),
  );
  expect(found).toMatch(
    /10\.0\.101\.0\/26 has 59 addresses, and needs \d+, \d+ of them for pods beside DaemonSets; /,
  );
  expect(found).not.toContain("block");
});

test("subnet-addresses accepts small subnets of nodes whose pods have a range of their own, and finds a small range", () => {
  const found = (podCidr: string): string[] =>
    foundBy(
      subnetAddresses,
      environmentPlan(planWith("retail-forecast", { network: { ...SMALL, podCidr } })),
    );
  expect(found("100.64.0.0/20")).toEqual([]);
  expect(found("100.64.0.0/25")).toEqual([
    expect.stringContaining("aws_subnet.pods_a: 100.64.0.0/28 has 11 addresses"),
    expect.stringContaining("aws_subnet.pods_b: 100.64.0.16/28 has 11 addresses"),
  ]);
});

describe("subnet-addresses counts one address of a subnet for", () => {
  /** Uses of the first private subnet, which is too small. */
  const uses = (environment: string, change: object): string => {
    const plan = altered(planWith(environment, change), ({ network }) => {
      network.resource.aws_subnet.private_a.cidr_block = "10.0.101.0/28";
    });
    return foundBy(subnetAddresses, plan).join("\n");
  };

  test("each transit gateway", () => {
    const second = { ...GATEWAY, name: "shared", transitGatewayId: "tgw-0a1b2c3d222233335" };
    const attachments = [GATEWAY, { ...second, cidrs: ["172.20.0.0/16"] }];
    expect(uses("retail-forecast", { network: { attachments } })).toContain("2 for transit gateways");
  });

  test("a Resolver endpoint of a training VPC", () => {
    expect(uses("mlapp", withTraining())).toContain("1 for Resolver endpoints");
  });

  test("a database", () => {
    expect(uses("ml-platform", {})).toContain("for databases");
  });
});

describe("subnet-addresses names the key of a subnet that is too small", () => {
  const keysIn = (network: object): string[] => {
    const plan = environmentPlan(withRoleSubnets("retail-forecast", network));
    const found = subnetAddresses.run(plan, CONTEXT);
    return [...new Set(found.flatMap(({ fix = "" }) => /network\.\w+/.exec(fix)?.[0] ?? fix))];
  };

  test.each<[string, object]>([
    ["endpointSubnets", { endpointSubnets: { cidrs: ["10.40.3.64/29", "10.40.3.96/29"] } }],
    ["controlPlaneSubnets", { controlPlaneSubnets: { cidrs: ["10.40.3.0/29", "10.40.3.16/29"] } }],
    ["privateSubnets", { privateSubnets: { cidrs: ["10.40.0.0/28", "10.40.1.0/28"] } }],
    ["podCidr", { podCidr: "100.64.0.0/25" }],
  ])("%s", (key, network) => {
    expect(keysIn(network)).toEqual([`network.${key}`]);
  });
});
