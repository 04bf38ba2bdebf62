import { NAME_SERVERS, withNameServers } from "../../../support/name-servers";
import { planOf } from "../../../support/reference-plans";
import { withIds } from "../../../support/network-by-ids";
import { type JsonObject, type StackJson, block, blocks } from "../../../../src/terraform/stack-json";

const options = (stack: StackJson): JsonObject => stack.find("data.aws_vpc_dhcp_options.main")?.config ?? {};

test("the option set of an existing VPC is read, by names or by ids", () => {
  for (const plan of [planOf("retail-forecast-console"), withIds()])
    expect(options(plan.stack("network"))["dhcp_options_id"]).toBe("${data.aws_vpc.main.dhcp_options_id}");
});

test("a created VPC has the name server of AWS, so nothing is read", () => {
  expect(options(planOf("retail-forecast").stack("network"))).toEqual({});
});

test("`default` is no id of an option set", () => {
  expect(options(withIds().stack("network"))["count"]).toBe(
    '${data.aws_vpc.main.dhcp_options_id == "default" ? 0 : 1}',
  );
});

test("a plan fails without the resolver of the VPC among the name servers, and has the command", () => {
  const [claim] = blocks(block(options(withIds().stack("network"))["lifecycle"])["postcondition"]);
  expect(claim?.["condition"]).toBe(
    '${try(length(setintersection(self.domain_name_servers, ["AmazonProvidedDNS", "169.254.169.253", "10.32.0.2"])), 0) > 0}',
  );
  expect(claim?.["error_message"]).toMatch(
    /^the DHCP options \$\{self\.id\} of VPC \S+ name only other name servers, which do not know the private names of endpoints and of the cluster; set network\.existing\.nameServers if they forward these names, or run\n\n {4}aws ec2 associate-dhcp-options --region ap-southeast-2 --vpc-id \$\{data\.aws_vpc\.main\.id\} --dhcp-options-id \$\(aws ec2 create-dhcp-options --region ap-southeast-2 --dhcp-configurations Key=domain-name-servers,Values=AmazonProvidedDNS --query DhcpOptions\.DhcpOptionsId --output text\)$/,
  );
});

describe("name servers of the company", () => {
  const network = withNameServers().stack("network");
  const [claim] = blocks(block(options(network)["lifecycle"])["postcondition"]);

  test("are those of the option set, beside the resolver of the VPC or without it", () => {
    expect(claim?.["condition"]).toBe(
      '${try(join(" ", sort(setsubtract(self.domain_name_servers, ["AmazonProvidedDNS", "169.254.169.253", "10.32.0.2"]))), "") == "10.200.0.2 10.200.0.3"}',
    );
  });

  test("fail a plan where they differ, with the servers of the VPC and the command", () => {
    expect(claim?.["error_message"]).toContain(
      'of VPC vpc-0123456789abcdef0 name the name servers ${try(join(", ", self.domain_name_servers), "nobody")}, network.existing.nameServers says 10.200.0.2, 10.200.0.3; correct the file, or run',
    );
    expect(claim?.["error_message"]).toContain("Key=domain-name-servers,Values=10.200.0.2,10.200.0.3");
  });

  test("are reached by nodes on UDP and TCP 53", () => {
    const rules = network
      .resources("aws_vpc_security_group_egress_rule")
      .filter(({ config }) => config["from_port"] === 53);
    expect(
      rules.map(({ config }) => [config["cidr_ipv4"], config["ip_protocol"], config["to_port"]]),
    ).toEqual(
      NAME_SERVERS.flatMap((server) => [
        [`${server}/32`, "tcp", 53],
        [`${server}/32`, "udp", 53],
      ]),
    );
    expect(rules[0]?.config["description"]).toBe("names by the name servers of the company");
    expect(rules.map(({ address }) => address.split(".")[1])).toContain("nodes_to_10_200_0_2_32_53_udp");
  });

  test("are an output, which checks and reports read", () => {
    expect(network.outputs["name_servers"]).toMatchObject({ value: NAME_SERVERS });
    expect(withIds().stack("network").outputs["name_servers"]).toBeUndefined();
  });
});
