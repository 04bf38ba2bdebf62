import { type AwsLocation } from "../../facts/aws";
import { type ServiceNames } from "./names";

export interface OwnerCommandsInput {
  readonly location: AwsLocation;
  readonly vpcCidr: string;
  /** @default - a placeholder, an attachment to a transit gateway has no id of the other VPC */
  readonly trainingVpcId: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly names: readonly ServiceNames[];
  /** Addresses of the Resolver endpoint, as `--target-ips` has them. @default - names resolve by zones */
  readonly resolverTargets: string | undefined;
}

/** Commands for the owner of the training VPC. Words in capitals are placeholders. */
export function ownerCommands(input: OwnerCommandsInput): string[] {
  const { location, vpcCidr, trainingVpcId = "VPC", securityGroupIds, names, resolverTargets } = input;
  const where = `--region ${location.region}`;
  const groups = securityGroupIds.length > 0 ? securityGroupIds : ["SECURITY_GROUP"];
  return [
    ...groups.map(
      (group) =>
        `aws ec2 authorize-security-group-egress --group-id ${group} --protocol tcp --port 443 --cidr ${vpcCidr} ${where}`,
    ),
    `aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id ${trainingVpcId} --service-name com.amazonaws.${location.region}.s3 --route-table-ids ROUTE_TABLE ${where}`,
    ...(resolverTargets === undefined
      ? []
      : names.flatMap(({ service, domain }) => {
          const name = `training-${service.replace(".", "-")}`;
          return [
            `aws route53resolver create-resolver-rule --rule-type FORWARD --name ${name} --creator-request-id ${name} --domain-name ${domain} --resolver-endpoint-id OUTBOUND_ENDPOINT --target-ips ${resolverTargets} ${where}`,
            `aws route53resolver associate-resolver-rule --resolver-rule-id RULE_OF_${name.toUpperCase().replaceAll("-", "_")} --vpc-id ${trainingVpcId} ${where}`,
          ];
        })),
  ];
}
