import { CHECKS } from "../../../src/checks/all";
import { flowsOf } from "../../../src/checks/flows";
import { foreignResolver } from "../../../src/checks/network/name-resolution";
import { ruleTooWide } from "../../../src/checks/network/security-group-surplus";
import { privateNamesOf } from "../../../src/infrastructure/network-names";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { found, foundBy, newlyFound } from "../../support/findings";
import { existing, IDS, WITH_GATEWAY, withIds } from "../../support/network-by-ids";
import { NAMED_BY_COMPANY, NAME_SERVERS, withNameServers } from "../../support/name-servers";
import { settingsFor } from "../../support/recorded-causes";

const plan = withNameServers();
const statedOf = () => statedIn(settingsFor(configWith(WITH_GATEWAY, NAMED_BY_COMPANY)));

/** Checks of new findings, each once. */
const ids = (edit: (network: Editable) => unknown): string[] => [
  ...new Set(
    newlyFound(CHECKS, plan, (({ network }: { network: Editable }) => edit(network)) as never).map((line) =>
      String(line.split(" ", 1)[0]),
    ),
  ),
];

test("nodes ask each server on TCP and UDP 53", () => {
  const asked = flowsOf(environmentPlan(plan)).filter(({ to }) => to.name.startsWith("the name server"));
  expect(asked.map(({ to, protocol, port, check }) => [to.name, protocol, port, check])).toEqual(
    NAME_SERVERS.flatMap((server) =>
      ["tcp", "udp"].map((protocol) => [
        `the name server ${server}`,
        protocol,
        53,
        "workloads-reach-endpoints",
      ]),
    ),
  );
});

test("an environment with them has no other finding than one without them", () => {
  const without = new Set(found(CHECKS, environmentPlan(withIds())));
  expect(found(CHECKS, environmentPlan(plan)).filter((line) => !without.has(line))).toEqual([]);
});

test("a rule of an existing group for everything to a server is not too wide, since none in the file has UDP; one to more is", () => {
  const surplus = (peer: string) => {
    const rules = [{ group: "nodes", direction: "egress", peer, port: "all" }];
    const groups = { securityGroupIds: { nodes: "sg-0123456789abcdef0" }, rules };
    const given = planWith(WITH_GATEWAY, existing({ ...IDS, ...groups, nameServers: NAME_SERVERS }));
    return foundBy(ruleTooWide, environmentPlan(given)).join("\n");
  };
  expect(surplus(`${NAME_SERVERS[0]}/32`)).toBe("");
  expect(surplus("10.0.0.0/8")).toContain("every protocol and port to 10.0.0.0/8");
});

test("a server in the VPC needs a rule, and no route", () => {
  const inside = planWith(WITH_GATEWAY, existing({ ...IDS, nameServers: ["10.32.200.10"] }));
  const lines = found(CHECKS, environmentPlan(inside));
  expect(lines.filter((line) => /name server|name_servers|10\.32\.200/.test(line))).toEqual([]);
});

const rules = (network: Editable): Record<string, Editable> =>
  network["resource"].aws_vpc_security_group_egress_rule as Record<string, Editable>;

test.each<[string, string, (network: Editable) => unknown]>([
  [
    "the rule for UDP",
    "workloads-reach-endpoints",
    (network) => delete rules(network)["nodes_to_10_200_0_2_32_53_udp"],
  ],
  [
    "the rule for TCP",
    "workloads-reach-endpoints",
    (network) => delete rules(network)["nodes_to_10_200_0_3_32_53"],
  ],
  [
    "a rule for another server",
    "workloads-reach-endpoints",
    (network) => {
      Object.assign(rules(network)["nodes_to_10_200_0_3_32_53"] ?? {}, { cidr_ipv4: "10.200.0.4/32" });
    },
  ],
  [
    "the route to the attachment",
    "workloads-reach-endpoints",
    (network) => delete network["resource"].aws_route,
  ],
])("%s, removed or wrong, is found", (_, check, edit) => {
  expect(ids(edit)).toContain(check);
});

test("a rule without a server of the output is needless", () => {
  const lines = newlyFound(CHECKS, plan, ({ network }) => {
    network["output"].name_servers.value = ["10.200.0.2"];
  });
  expect(lines.join("\n")).toContain("nodes_to_10_200_0_3_32_53_udp");
});

describe("servers of the output are those of the file", () => {
  const edited = (value: unknown) =>
    altered(plan, ({ network }) => {
      network["output"].name_servers.value = value;
    });

  test("where they are equal in any order", () => {
    for (const value of [NAME_SERVERS, [...NAME_SERVERS].reverse()])
      expect(foundBy(foreignResolver, edited(value), { statedOf })).toEqual([]);
  });

  test.each([
    ["another server", ["10.200.0.2", "10.66.0.3"]],
    ["a server less", ["10.200.0.2"]],
    ["none", []],
  ])("%s is found", (_, value) => {
    expect(foundBy(foreignResolver, edited(value), { statedOf }).join()).toContain(
      "the file states 10.200.0.2, 10.200.0.3",
    );
  });
});

test("an option set with the stated servers is not foreign, and one with others is", () => {
  const withOptions = (servers: readonly string[]) =>
    altered(plan, ({ network }) => {
      network["resource"].aws_vpc_dhcp_options = { own: { domain_name_servers: servers } };
      network["resource"].aws_vpc_dhcp_options_association = {
        own: { vpc_id: "${data.aws_vpc.main.id}", dhcp_options_id: "${aws_vpc_dhcp_options.own.id}" },
      };
    });
  expect(foundBy(foreignResolver, withOptions(NAME_SERVERS))).toEqual([]);
  expect(foundBy(foreignResolver, withOptions([...NAME_SERVERS, "10.66.0.3"])).join()).toContain(
    "nodes ask the name servers 10.66.0.3, expected",
  );
});

describe("names that the servers forward", () => {
  const names = privateNamesOf(environmentPlan(plan)).forwarded;

  test("are those of each endpoint, of registries and of the cluster's API", () => {
    expect(names).toEqual(
      expect.arrayContaining([
        "api.ecr.ap-southeast-2.amazonaws.com",
        "dkr.ecr.ap-southeast-2.amazonaws.com",
        "sts.ap-southeast-2.amazonaws.com",
        "ap-southeast-2.eks.amazonaws.com",
      ]),
    );
    expect(names.filter((name) => name.includes("*"))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("have no name of S3, whose gateway changes no name", () => {
    expect(names).not.toContain("s3.ap-southeast-2.amazonaws.com");
  });

  test("have the private zones of own files", () => {
    const zoned = altered(plan, ({ network }) => {
      network["resource"].aws_route53_zone = {
        own: { name: "models.example.internal", vpc: [{ vpc_id: "${data.aws_vpc.main.id}" }] },
      };
    });
    expect(privateNamesOf(zoned).forwarded).toContain("models.example.internal");
  });

  test("are those of DNS where the service is named otherwise", () => {
    const stream = {
      actions: ["firehose:PutRecord"],
      resources: ["*"],
      reason: "each stream of the account",
    };
    const streaming = planWith(WITH_GATEWAY, {
      ...NAMED_BY_COMPANY,
      models: [{ name: "ml-inference-api", permissions: [stream] }],
    });
    expect(privateNamesOf(environmentPlan(streaming)).forwarded).toContain(
      "firehose.ap-southeast-2.amazonaws.com",
    );
  });

  test("are none without own name servers", () => {
    expect(privateNamesOf(environmentPlan(withIds())).forwarded).toEqual([]);
  });
});
