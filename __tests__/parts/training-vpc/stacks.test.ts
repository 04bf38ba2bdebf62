import { asObject } from "../../../src/terraform/stack-json";
import { GATEWAY, trainingPlan, withoutTraining } from "../../support/training-vpcs";

const REGION = "us-east-1";
const network = (...args: Parameters<typeof trainingPlan>) => trainingPlan(...args).stack("network");
const rules = (stack: ReturnType<typeof network>) =>
  stack
    .resources("aws_vpc_security_group_ingress_rule")
    .filter(({ name }) => name.startsWith("training_vpc"))
    .map(({ config }) => config);
const owner = (stack: ReturnType<typeof network>) =>
  asObject(asObject(stack.outputs["training_vpc"] ?? null)["value"] ?? null);
const commands = (stack: ReturnType<typeof network>) => owner(stack)["far_side_commands"] as string[];

describe("the rules of endpoints", () => {
  test("SG-04 admit the groups of the training VPC on TCP 443, after the peering connection", () => {
    expect(rules(network({ dns: "zones" }))).toMatchObject([
      {
        security_group_id: "${aws_security_group.endpoints.id}",
        referenced_security_group_id: "sg-0fedcba9876543210",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        depends_on: ["aws_vpc_peering_connection.training"],
      },
    ]);
  });

  test("SG-04 name the account of a group of another account", () => {
    const [rule] = rules(network({}, { peerAccount: "999900001111" }));
    expect(rule?.["referenced_security_group_id"]).toBe("999900001111/sg-0fedcba9876543210");
  });

  test("SG-04 admit ranges", () => {
    const [rule] = rules(network({ securityGroupIds: [], cidrs: ["172.24.1.0/24"] }));
    expect(rule).toMatchObject({ cidr_ipv4: "172.24.1.0/24", from_port: 443 });
    expect(rule).not.toHaveProperty("referenced_security_group_id");
  });
});

test("OPS-03 each service gets an endpoint that names the training VPC", () => {
  const tags = network()
    .resources("aws_vpc_endpoint")
    .filter(({ config }) => JSON.stringify(config["tags"]).includes("Training VPC"))
    .map(({ name }) => name);
  expect(tags.sort()).toEqual(["ecr_api", "ecr_dkr", "logs", "sagemaker_api", "sts"]);
});

describe("a Resolver endpoint", () => {
  test("OPS-03 has an address in each private subnet, and a group of its own", () => {
    expect(network().find("aws_route53_resolver_endpoint.training_vpc_resolver")?.config).toMatchObject({
      direction: "INBOUND",
      security_group_ids: ["${aws_security_group.training_vpc_resolver_group.id}"],
      ip_address: ["a", "b"].map((zone) => ({ subnet_id: `\${aws_subnet.private_${zone}.id}` })),
    });
  });

  test("OPS-03 answers queries of all ranges of the attachment by TCP and UDP", () => {
    const queries = rules(network()).filter(({ from_port: port }) => port === 53);
    expect(queries.map((rule) => [rule["cidr_ipv4"], rule["ip_protocol"]])).toEqual([
      ["172.24.0.0/16", "tcp"],
      ["172.24.0.0/16", "udp"],
    ]);
  });

  test("OPS-03 has network ACL rules for queries and for both protocols of responses", () => {
    const entries = network()
      .resources("aws_network_acl_rule")
      .filter(({ config }) => config["cidr_block"] === "172.24.0.0/16")
      .map(
        ({ config }) =>
          `${config["egress"] === true} ${String(config["protocol"])} ${String(config["from_port"])}`,
      );
    expect(entries).toEqual([
      "true tcp 1024",
      "true udp 1024",
      "false tcp 443",
      "false tcp 53",
      "false udp 53",
    ]);
  });

  test("OPS-03 creates no zone", () => {
    expect(network().resources("aws_route53_zone")).toEqual([]);
  });

  test("OPS-03 is possible across a transit gateway, with ranges", () => {
    const stack = network({ securityGroupIds: [], cidrs: ["172.24.1.0/24"] }, GATEWAY);
    expect(stack.resources("aws_route53_resolver_endpoint")).toHaveLength(1);
    expect(commands(stack).join()).toContain("--vpc-id VPC ");
  });
});

describe("hosted zones", () => {
  const stack = network({ dns: "zones" });

  test("OPS-03 are of the training VPC only, so that the endpoints keep their private DNS", () => {
    const zones = stack.resources("aws_route53_zone").map(({ config }) => config);
    expect(zones).toHaveLength(5);
    for (const zone of zones) {
      expect(zone["vpc"]).toEqual([{ vpc_id: "vpc-0fedcba9876543210", vpc_region: REGION }]);
    }
    const endpoints = stack.resources("aws_vpc_endpoint").filter(({ name }) => name !== "s3");
    expect(new Set(endpoints.map(({ config }) => config["private_dns_enabled"]))).toEqual(new Set([true]));
  });

  test("OPS-03 have an alias of the endpoint for each name of the service", () => {
    const names = stack
      .resources("aws_route53_record")
      .filter(({ config }) => JSON.stringify(config).includes("aws_vpc_endpoint.ecr_dkr."))
      .map(({ config }) => config["name"]);
    expect(names).toEqual([`*.dkr.ecr.${REGION}.amazonaws.com`, `dkr.ecr.${REGION}.amazonaws.com`]);
  });

  test("OPS-03 need no Resolver endpoint and no rules for queries", () => {
    expect(stack.resources("aws_route53_resolver_endpoint")).toEqual([]);
    expect(rules(stack).map(({ from_port: port }) => port)).toEqual([443]);
    expect(commands(stack).join()).not.toContain("route53resolver");
  });
});

describe("the output for the owner of the training VPC", () => {
  test("OPS-03 has the services and the attachment", () => {
    expect(owner(network())).toMatchObject({
      attachment: "${aws_vpc_peering_connection.training.id}",
      services: ["ecr.api", "ecr.dkr", "logs", "sagemaker.api", "sts"],
    });
  });

  test("OPS-03 has the commands for egress, S3, and a forwarding rule for each service", () => {
    const all = commands(network());
    expect(all[0]).toBe(
      `aws ec2 authorize-security-group-egress --group-id sg-0fedcba9876543210 --protocol tcp --port 443 --cidr 10.48.0.0/16 --region ${REGION}`,
    );
    expect(all[1]).toContain(
      `create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id vpc-0fedcba9876543210`,
    );
    const forwarded = all.filter((each) => each.includes("create-resolver-rule"));
    expect(forwarded).toHaveLength(5);
    expect(forwarded[0]).toContain(`--domain-name api.ecr.${REGION}.amazonaws.com`);
    expect(forwarded[0]).toContain(
      '--target-ips Ip=${join(",Port=53 Ip=", aws_route53_resolver_endpoint.training_vpc_resolver.ip_address[*].ip)},Port=53',
    );
  });
});

test("OPS-03 without the key, nothing of it exists", () => {
  const stack = withoutTraining().stack("network");
  expect(stack.outputs).not.toHaveProperty("training_vpc");
  expect(stack.resources().filter(({ address }) => /training|resolver|route53_zone/.test(address))).toEqual(
    [],
  );
});
