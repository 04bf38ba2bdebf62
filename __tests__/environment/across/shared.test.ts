import {
  addOwnFiles,
  folderOf,
  gatewayTo,
  organizationEnvironment,
  problemsIn,
} from "../../support/environment-folders";

const VPC = "vpc-0123456789abcdef0";
const TABLE = "rtb-0123456789abcdef0";
const ENDPOINT = (digit: number) => `vpce-0123456789abcde${digit}0`;

/** One of several environments in an existing VPC: each has subnets of its own, and all have one route table. */
const inVpc = (number: number, existing: object = {}, other: object = {}) =>
  organizationEnvironment(
    "10.200.0.0/16",
    {
      vpcCidr: "10.20.0.0/16",
      privateSubnets: { cidrs: [`10.20.${number}1.0/24`, `10.20.${number}2.0/24`] },
      existing: {
        vpcId: VPC,
        privateSubnetIds: [`subnet-0123456789abcd${number}a0`, `subnet-0123456789abcd${number}b0`],
        privateRouteTableIds: [TABLE],
        ...existing,
      },
      attachments: [gatewayTo("10.200.0.0/16", { attachmentId: "tgw-attach-0123456789abcdef0" })],
    },
    { namePrefix: `c21${number}`, ...other },
  );

const SERVICES = ["ecr.api", "ecr.dkr", "ec2", "sts", "elasticloadbalancing", "logs", "secretsmanager"];

const GIVEN = {
  endpointIds: Object.fromEntries(["s3", ...SERVICES].map((each, index) => [each, ENDPOINT(index)])),
  securityGroupIds: { endpoints: "sg-0123456789abcdef0" },
  privateRouteTableIds: undefined,
};

describe("two environments in one VPC", () => {
  test("may not both create private DNS names, the S3 endpoint of a route table and a route", () => {
    const found = problemsIn(folderOf({ one: inVpc(1), two: inVpc(2) }));
    const [interfaces, gateway, routes] = found;
    expect(found).toHaveLength(3);
    for (const each of found) expect(each).toMatch(/^two\.yaml network\.existing\..*one\.yaml/);
    expect(interfaces).toContain("ecr.api, ecr.dkr");
    expect(gateway).toContain(`gateway endpoint of S3 in ${TABLE}`);
    expect(routes).toContain(`${TABLE} to 10.200.0.0/16`);
  });

  const HUB = { cidrs: ["10.200.5.0/24"], profileId: "rp-0123456789abcdef" };
  const hubIn = (number: number, hub: object = HUB) => {
    const file = inVpc(number, { privateRouteTableIds: undefined, endpointIds: { s3: ENDPOINT(0) } });
    return { ...file, network: { ...(file["network"] as object), endpoints: { hub } } };
  };

  test("may not both associate a profile with it", () => {
    expect(problemsIn(folderOf({ one: hubIn(1), two: hubIn(2) }))).toEqual([
      expect.stringMatching(/^two\.yaml network\.endpoints\.hub.*association of a profile/),
    ]);
    expect(problemsIn(folderOf({ one: hubIn(1), two: hubIn(2, { ...HUB, profileId: undefined }) }))).toEqual(
      [],
    );
  });

  test("may not call the services of AWS by a hub and by endpoints of the VPC", () => {
    const found = problemsIn(folderOf({ one: hubIn(1), two: inVpc(2, GIVEN) }));
    expect(found).toEqual([
      expect.stringMatching(/^two\.yaml network\..*endpoints of the VPC.*a hub, as in one\.yaml/),
    ]);
  });

  test("may not both create the DynamoDB endpoint of a route table", () => {
    const reader = (models: object[]): object[] =>
      models.map((model) => ({
        ...model,
        permissions: [
          {
            actions: ["dynamodb:GetItem"],
            resources: ["arn:aws:dynamodb:eu-west-1:111122223333:table/features"],
          },
        ],
      }));
    const of = (number: number) => {
      const file = inVpc(number);
      return { ...file, models: reader(file["models"] as object[]) };
    };
    const found = problemsIn(folderOf({ one: of(1), two: of(2) })).filter((each) =>
      each.includes("DynamoDB"),
    );
    expect(found).toEqual([expect.stringContaining(`gateway endpoint of DynamoDB in ${TABLE}`)]);
    expect(found[0]).toContain("network.existing.endpointIds");
  });

  test("are accepted if the second has the endpoints and routes of the first", () => {
    expect(problemsIn(folderOf({ one: inVpc(1), two: inVpc(2, GIVEN) }))).toEqual([]);
  });

  test("are seen by a run of the first or of the second alone", () => {
    const folder = folderOf({ one: inVpc(1), two: inVpc(2) });
    for (const [chosen, other] of [
      ["one", "two"],
      ["two", "one"],
    ] as const) {
      const found = problemsIn(folder, [chosen]);
      expect(found).toHaveLength(3);
      for (const each of found) expect(each).toMatch(new RegExp(`^${chosen}\\.yaml .*${other}\\.yaml`));
    }
  });

  test("that is found by tags are compared too", () => {
    const byTags = { vpcId: undefined, vpcTags: { Name: "shared" } };
    expect(problemsIn(folderOf({ one: inVpc(1, byTags), two: inVpc(2, byTags) }))).toHaveLength(3);
    expect(
      problemsIn(
        folderOf({
          one: inVpc(1, byTags),
          two: inVpc(2, {
            ...byTags,
            vpcTags: { Name: "other" },
            privateRouteTableIds: ["rtb-0123456789abcdef1"],
          }),
        }),
      ),
    ).toEqual([expect.stringContaining("network.vpcCidr")]);
  });

  test("of route tables of their own create an S3 endpoint and routes each", () => {
    const second = {
      ...GIVEN,
      endpointIds: { ...GIVEN.endpointIds, s3: undefined },
      privateRouteTableIds: ["rtb-0123456789abcdef1"],
    };
    expect(problemsIn(folderOf({ one: inVpc(1), two: inVpc(2, second) }))).toEqual([]);
  });
});

describe("routes in Terraform files of two environments", () => {
  const route = (table: string, argument = 'destination_cidr_block = "10.70.0.0/16"'): string =>
    `resource "aws_route" "far" {\n  route_table_id = "${table}"\n  ${argument}\n  transit_gateway_id = "tgw-0123456789abcdef0"\n}\n`;
  const found = (one: string, two: string, numbers: readonly number[] = [1, 2]): string[] =>
    problemsIn(
      addOwnFiles(folderOf({ one: inVpc(numbers[0] ?? 1), two: inVpc(numbers[1] ?? 2, GIVEN) }), {
        one,
        two,
      }),
    );

  test("may not have one destination in one table", () => {
    expect(found(route(TABLE), route(TABLE))).toEqual([
      expect.stringMatching(
        new RegExp(
          `^two\\.yaml network\\.existing: aws_route\\.far in two/network/routes\\.tf:1, .*${TABLE} to 10\\.70\\.0\\.0/16.*one\\.yaml`,
        ),
      ),
    ]);
  });

  test("are compared with those of an attachment of the file", () => {
    const company = route(TABLE, 'destination_cidr_block = "10.200.0.0/16"');
    expect(found("", company)).toEqual([expect.stringContaining(`${TABLE} to 10.200.0.0/16`)]);
  });

  test("with the same list of prefixes, or the same range of IPv6, are refused too", () => {
    for (const argument of [
      'destination_prefix_list_id = "pl-0123456789abcdef0"',
      'destination_ipv6_cidr_block = "fd00::/16"',
    ])
      expect(found(route(TABLE, argument), route(TABLE, argument))).toHaveLength(1);
  });

  test("may name the table and the range by local values", () => {
    const own = `locals {\n  table = "${TABLE}"\n}\n${route(TABLE).replace(`"${TABLE}"`, "local.table")}`;
    expect(found(own, route(TABLE))).toHaveLength(1);
  });

  test("of two tables, of two ranges or of tables that no file names are accepted", () => {
    const other = route(TABLE, 'destination_cidr_block = "10.71.0.0/16"');
    const unknown = route(TABLE).replace(`"${TABLE}"`, "aws_route_table.own.id");
    for (const two of [route("rtb-0123456789abcdef1"), other, unknown])
      expect(found(two === unknown ? unknown : route(TABLE), two)).toEqual([]);
  });

  test("that may not exist are not compared", () => {
    for (const argument of ["count", "for_each"]) {
      const some = route(TABLE, `destination_cidr_block = "10.70.0.0/16"\n  ${argument} = var.some`);
      expect(found(some, some)).toEqual([]);
    }
  });

  test("that cannot be read are reported by the synth of their own environment", () => {
    expect(found(route(TABLE), `${route(TABLE)}}`)).toEqual([]);
  });
});

describe("two environments behind one transit gateway", () => {
  const attached = (prefix: string, network: object = {}, other: object = {}) =>
    organizationEnvironment("10.200.0.0/16", network, { namePrefix: prefix, ...other });

  test("may not have overlapping VPC ranges, also in two accounts", () => {
    for (const account of ["111122223333", "444455556666"]) {
      const text = JSON.stringify(attached("c27b")).replaceAll("111122223333", account);
      const [found, ...more] = problemsIn(folderOf({ c27a: attached("c27a"), c27b: text }));
      expect(more).toEqual([]);
      expect(found).toMatch(/^c27b\.yaml network\.vpcCidr: .*10\.0\.0\.0\/16/);
      expect(found).toContain("c27a.yaml");
      expect(found).toContain("tgw-0123456789abcdef0");
      expect(found).toMatch(/10\.1\.0\.0\/16/);
    }
  });

  test.each(["10.1.0.0/16", "172.31.0.0/16", "10.254.0.0/19"])("may have the range %s", (vpcCidr) => {
    expect(problemsIn(folderOf({ c27a: attached("c27a"), c27b: attached("c27b", { vpcCidr }) }))).toEqual([]);
  });

  test("may have one range if the gateways differ", () => {
    const attachments = [gatewayTo("10.200.0.0/16", { transitGatewayId: "tgw-0123456789abcdef1" })];
    expect(problemsIn(folderOf({ c27a: attached("c27a"), c27b: attached("c27b", { attachments }) }))).toEqual(
      [],
    );
  });

  test("may not have overlapping VPC ranges behind a peering with one VPC", () => {
    const attachments = [
      { type: "peering", name: "shared", peerVpcId: "vpc-0123456789abcdef1", cidrs: ["10.200.0.0/16"] },
    ];
    expect(
      problemsIn(
        folderOf({ c27a: attached("c27a", { attachments }), c27b: attached("c27b", { attachments }) }),
      ),
    ).toEqual([expect.stringMatching(/^c27b\.yaml network\.vpcCidr: .*vpc-0123456789abcdef1/)]);
  });

  test("are compared with those that extend one file, and the message names the file that inherits", () => {
    const extending = (account: string, more: object) =>
      JSON.stringify({
        extends: "rec-prod",
        account,
        cluster: { admins: [`arn:aws:iam::${account}:role/platform-admin`] },
        entry: {
          host: `rec.${account}.acme.example`,
          certificateArn: `arn:aws:acm:eu-west-1:${account}:certificate/0a1b2c3d-0000-4000-8000-111122223333`,
        },
        ...more,
      });
    const found = problemsIn(
      folderOf({
        "rec-prod": organizationEnvironment("10.60.0.0/16"),
        "rec-dev": extending("111100000001", { network: { vpcCidr: "10.1.0.0/16" } }),
        "rec-stage": extending("111100000002", {}),
      }),
    );
    expect(found).toEqual([expect.stringMatching(/network\.vpcCidr: 10\.0\.0\.0\/16/)]);
    expect(found[0]).toContain("rec-prod.yaml");
    expect(found[0]).toContain("rec-stage");
  });
});

describe("names in AWS", () => {
  const alone = (prefix: string, other: object = {}) =>
    organizationEnvironment("10.200.0.0/16", { attachments: [] }, { namePrefix: prefix, ...other });
  test("of roles are unique in an account, in all Regions", () => {
    const there = JSON.parse(JSON.stringify(alone("same")).replaceAll("eu-west-1", "eu-central-1")) as object;
    expect(problemsIn(folderOf({ one: alone("same"), two: { ...there } }))).toEqual([
      expect.stringMatching(/^two\.yaml namePrefix: same, .*one\.yaml/),
    ]);
  });

  test("of a target group that exists are of one environment", () => {
    const existing = (number: number, targetGroupName: string) => {
      const environment = inVpc(number, {
        vpcId: `vpc-0123456789abcde${number}0`,
        privateRouteTableIds: [`rtb-0123456789abcde${number}0`],
        securityGroupIds: { alb: "sg-0123456789abcdef0" },
      });
      const network = { ...(environment["network"] as object), attachments: [] };
      return {
        ...environment,
        network,
        entry: { type: "existing-alb", loadBalancerName: "shared", targetGroupName },
      };
    };
    const twice = folderOf({ one: existing(1, "pods"), two: existing(2, "pods") });
    expect(problemsIn(twice)).toEqual([
      expect.stringMatching(/^two\.yaml entry\.targetGroupName: pods, .*one\.yaml/),
    ]);
    expect(problemsIn(folderOf({ one: existing(1, "pods"), two: existing(2, "others") }))).toEqual([]);
  });
});

test("a run of one environment does not compare it with the file that it extends, which can be a template", () => {
  const folder = folderOf({
    template: organizationEnvironment("10.60.0.0/16"),
    small: JSON.stringify({ extends: "template" }),
  });
  expect(problemsIn(folder, ["small"])).toEqual([]);
  expect(problemsIn(folder)).toHaveLength(1);
});
