import { type Expression } from "../../../terraform/expression";
import { template } from "../../../terraform/print";
import { awsCommand } from "./aws-command";
import { type Claim, isEmptyList, missingItems, withCommand } from "./check";
import { literal, rawExpression, self, call } from "../expression";

export interface ExpectedInterfaceEndpoint {
  readonly region: string;
  readonly service: string;
  /** Security group that the endpoint must have, and the subnets in which it must have an address. */
  readonly securityGroupId: string;
  readonly subnetIds: readonly string[];
}

/**
 * Checks that an existing interface endpoint answers to the service's own name, from nodes, in each private
 * subnet.
 */
export function interfaceEndpointChecks(expected: ExpectedInterfaceEndpoint): Claim[] {
  const { region, service, securityGroupId, subnetIds } = expected;
  const modify = (option: string, value: string | readonly string[]): string =>
    awsCommand(region, "ec2 modify-vpc-endpoint", { "vpc-endpoint-id": "${self.id}", [option]: value });
  const missing = missingItems(subnetIds, "subnet_ids");
  return [
    {
      condition: template(self("private_dns_enabled")),
      errorMessage: withCommand(
        `the endpoint of ${service} has no private DNS, so its name leads out of the VPC`,
        modify("private-dns-enabled", []),
      ),
    },
    {
      condition: template(call("contains", self("security_group_ids"), rawExpression(securityGroupId))),
      errorMessage: withCommand(
        `the endpoint of ${service} lacks the endpoints' security group`,
        modify("add-security-group-ids", securityGroupId),
      ),
    },
    {
      condition: template(isEmptyList(missing)),
      errorMessage: withCommand(
        `the endpoint of ${service} has no address in some private subnets`,
        modify("add-subnet-ids", template(joined(missing))),
      ),
    },
  ];
}

/** Checks that the S3 gateway endpoint is in the route table of each private subnet. */
export function s3EndpointCheck(region: string, routeTableIds: readonly string[]): Claim {
  const missing = missingItems(routeTableIds, "route_table_ids");
  const fix = awsCommand(region, "ec2 modify-vpc-endpoint", {
    "vpc-endpoint-id": "${self.id}",
    "add-route-table-ids": template(joined(missing)),
  });
  return {
    condition: template(isEmptyList(missing)),
    errorMessage: withCommand(`private subnets have no route to the gateway endpoint of s3`, fix),
  };
}

/** Ids as words of a command. */
const joined = (ids: Expression): Expression => call("join", literal(" "), ids);
