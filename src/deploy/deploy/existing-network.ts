import { filterValues } from "../../terraform/environment-plan";
import { type StackJson, asArray, asObject } from "../../terraform/stack-json";

/** Commands for something in an existing network that a data source does not find. */
export interface FindCommand {
  /** Address of the data source. */
  readonly missing: string;
  readonly find: string;
  readonly create: string;
}

/** Ids of the existing network, which the commands look up by name. */
interface Lookups {
  readonly region: string;
  readonly vpc: string;
}

/**
 * The commands for endpoints, listeners and target groups of an existing network. The provider has no data source that lists
 * them, so a plan stops with the provider's own message before any condition of the stack.
 */
export function findCommands(stack: StackJson): FindCommand[] {
  const [vpc] = stack.dataSources("aws_vpcs");
  const region = regionOf(stack);
  if (!vpc || region === undefined) return [];
  const name = asObject(vpc.config["tags"])["Name"];
  // Of a network that is found by other tags, endpoints have ids.
  if (typeof name !== "string") return [];
  const lookups: Lookups = {
    region,
    vpc: `$(aws ec2 describe-vpcs --region ${region} --filters Name=tag:Name,Values=${name} --query 'Vpcs[].VpcId' --output text)`,
  };
  return [...endpoints(stack, lookups), ...listeners(stack, lookups), ...targetGroups(stack, lookups)];
}

function regionOf(stack: StackJson): string | undefined {
  const region = asObject(asArray(stack.providers["aws"])[0])["region"];
  return typeof region === "string" ? region : undefined;
}

function endpoints(stack: StackJson, { region, vpc }: Lookups): FindCommand[] {
  const subnets = stack
    .dataSources("aws_subnets")
    .filter(({ name }) => name.startsWith("private_"))
    .map(({ config }) => String(asObject(config["tags"])["Name"]));
  const group = stack.dataSources("aws_security_groups").find(({ name }) => name === "endpoints");
  const [groupName] = group ? filterValues(group, "group-name") : [];
  const ids = (call: string, query: string, filter: string) =>
    `$(aws ec2 ${call} --region ${region} --filters ${filter} --query '${query}' --output text)`;
  const subnetIds = ids(
    "describe-subnets",
    "Subnets[].SubnetId",
    `Name=tag:Name,Values=${subnets.join(",")}`,
  );
  const groupIds = ids(
    "describe-security-groups",
    "SecurityGroups[].GroupId",
    `Name=group-name,Values=${groupName}`,
  );
  return stack.dataSources("aws_vpc_endpoint").map(({ address, config }) => {
    const service = String(config["service_name"]);
    const create = `aws ec2 create-vpc-endpoint --region ${region} --vpc-id ${vpc} --service-name ${service}`;
    return {
      missing: address,
      find: `aws ec2 describe-vpc-endpoints --region ${region} --filters Name=service-name,Values=${service} --query 'VpcEndpoints[].[VpcEndpointId,VpcId,State]' --output text`,
      create: filterValues({ config }, "vpc-endpoint-type").includes("Gateway")
        ? `${create} --vpc-endpoint-type Gateway --route-table-ids '<route tables of the private subnets>'`
        : `${create} --vpc-endpoint-type Interface --private-dns-enabled --subnet-ids ${subnetIds} --security-group-ids ${groupIds}`,
    };
  });
}

function listeners(stack: StackJson, { region }: Lookups): FindCommand[] {
  const [balancer] = stack.dataSources("aws_lb");
  const [group] = stack.dataSources("aws_lb_target_group");
  if (!balancer || !group) return [];
  const arn = `$(aws elbv2 describe-load-balancers --region ${region} --names ${String(balancer.config["name"])} --query 'LoadBalancers[].LoadBalancerArn' --output text)`;
  const targets = `$(aws elbv2 describe-target-groups --region ${region} --names ${String(group.config["name"])} --query 'TargetGroups[].TargetGroupArn' --output text)`;
  return stack.dataSources("aws_lb_listener").map(({ address, config }) => {
    const isHttps = config["port"] === 443;
    const protocol = isHttps ? "HTTPS --certificates 'CertificateArn=<certificate>'" : "HTTP";
    return {
      missing: address,
      find: `aws elbv2 describe-listeners --region ${region} --load-balancer-arn ${arn} --query 'Listeners[].[Port,Protocol]' --output text`,
      create: `aws elbv2 create-listener --region ${region} --load-balancer-arn ${arn} --protocol ${protocol} --port ${String(config["port"])} --default-actions Type=forward,TargetGroupArn=${targets}`,
    };
  });
}

function targetGroups(stack: StackJson, { region, vpc }: Lookups): FindCommand[] {
  return stack.dataSources("aws_lb_target_group").map(({ address, config }) => {
    const name = String(config["name"]);
    return {
      missing: address,
      find: `aws elbv2 describe-target-groups --region ${region} --query 'TargetGroups[].[TargetGroupName,Port,VpcId]' --output text`,
      create: `aws elbv2 create-target-group --region ${region} --name ${name} --target-type ip --protocol HTTP --port '<port of the model>' --vpc-id ${vpc}`,
    };
  });
}
