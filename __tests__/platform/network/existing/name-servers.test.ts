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
    /^the DHCP options \$\{self\.id\} of VPC \S+ name only other name servers, which do not know the private names of endpoints and of the cluster; run\n\n {4}aws ec2 associate-dhcp-options --region ap-southeast-2 --vpc-id \$\{data\.aws_vpc\.main\.id\} --dhcp-options-id \$\(aws ec2 create-dhcp-options --region ap-southeast-2 --dhcp-configurations Key=domain-name-servers,Values=AmazonProvidedDNS --query DhcpOptions\.DhcpOptionsId --output text\)$/,
  );
});
