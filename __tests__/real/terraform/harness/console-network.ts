import { commandOf, type TerraformError } from "./diagnostics";
import { run } from "./processes";
import { type Sandbox } from "./sandbox";

/** Names in the documents. */
export const NAMES = {
  vpc: "mlops-retail-forecast-hybrid-vpc",
  publicSubnets: ["mlops-hybrid-public-alb-ap-southeast-1a", "mlops-hybrid-public-alb-ap-southeast-1b"],
  privateSubnets: [
    "mlops-eks-private-workloads-ap-southeast-1a",
    "mlops-eks-private-workloads-ap-southeast-1b",
  ],
  loadBalancer: "mlops-hybrid-api-demo-alb",
  targetGroup: "mlops-hybrid-eks-api-tg",
} as const;

const VPC_CIDR = "10.0.0.0/16";
const PUBLIC_CIDRS = ["10.0.1.0/24", "10.0.2.0/24"];
const PRIVATE_CIDRS = ["10.0.101.0/24", "10.0.102.0/24"];
const INTERFACE_ENDPOINTS = ["ecr.api", "ecr.dkr", "logs", "sts", "ec2", "elasticloadbalancing"];

/**
 * The network of the documents, created step by step with the AWS CLI, as by hand. Resources for which Terraform's messages
 * contain a command are not created here: a test runs these commands.
 */
export class ConsoleNetwork {
  constructor(private readonly sandbox: Sandbox) {}

  makeVpc(): Promise<string> {
    return this.ec2("create-vpc", "Vpc.VpcId", "--cidr-block", VPC_CIDR, ...named("vpc", NAMES.vpc));
  }

  /** Creates subnets with their route tables. The public table has a route to the internet, the private one has none. */
  async makeSubnets(vpcId: string): Promise<{ publicIds: string[]; privateIds: string[] }> {
    const [publicIds, privateIds] = await Promise.all([
      this.subnets(vpcId, NAMES.publicSubnets, PUBLIC_CIDRS),
      this.subnets(vpcId, NAMES.privateSubnets, PRIVATE_CIDRS),
    ]);
    const gateway = await this.ec2("create-internet-gateway", "InternetGateway.InternetGatewayId");
    await this.ec2("attach-internet-gateway", "@", "--internet-gateway-id", gateway, "--vpc-id", vpcId);
    const publicTable = await this.routeTable(vpcId, publicIds);
    await this.routeTable(vpcId, privateIds);
    const toInternet = ["--destination-cidr-block", "0.0.0.0/0", "--gateway-id", gateway];
    await this.ec2("create-route", "@", "--route-table-id", publicTable, ...toInternet);
    return { publicIds, privateIds };
  }

  makeSubnet(vpcId: string, name: string, cidr: string): Promise<string> {
    const place = ["--vpc-id", vpcId, "--cidr-block", cidr, "--availability-zone", name.slice(-15)];
    return this.ec2("create-subnet", "Subnet.SubnetId", ...place, ...named("subnet", name));
  }

  /** Creates every endpoint with the defaults of the CLI, in one subnet. Returns the ids by service. */
  async makeEndpoints(vpcId: string, subnetId: string): Promise<Record<string, string>> {
    const interfaces = INTERFACE_ENDPOINTS.map(
      async (service) =>
        [
          service,
          await this.makeEndpoint(vpcId, service, ...["--private-dns-enabled", "--subnet-ids", subnetId]),
        ] as const,
    );
    const type = ["--vpc-endpoint-type", "Gateway"];
    return {
      s3: await this.ec2(
        "create-vpc-endpoint",
        "VpcEndpoint.VpcEndpointId",
        ...["--vpc-id", vpcId, "--service-name", this.service("s3"), ...type],
      ),
      ...Object.fromEntries(await Promise.all(interfaces)),
    };
  }

  makeEndpoint(vpcId: string, service: string, ...options: string[]): Promise<string> {
    const what = ["--vpc-id", vpcId, "--service-name", this.service(service)];
    return this.ec2(
      "create-vpc-endpoint",
      "VpcEndpoint.VpcEndpointId",
      ...[...what, "--vpc-endpoint-type", "Interface", ...options],
    );
  }

  /** Creates the target group, and a listener that forwards to it. Returns the ARN of the target group. */
  async makeListener(vpcId: string, loadBalancerArn: string): Promise<string> {
    const health = ["--health-check-path", "/health"];
    const targets = ["--target-type", "ip", "--protocol", "HTTP", "--port", "8080", "--vpc-id", vpcId];
    const targetGroupArn = (await this.sandbox.aws(
      "elbv2",
      "create-target-group",
      ...["--name", NAMES.targetGroup, ...targets, ...health, "--query", "TargetGroups[0].TargetGroupArn"],
    )) as string;
    await this.sandbox.aws(
      "elbv2",
      "create-listener",
      ...["--load-balancer-arn", loadBalancerArn, "--protocol", "HTTP", "--port", "80"],
      ...["--default-actions", `Type=forward,TargetGroupArn=${targetGroupArn}`],
    );
    return targetGroupArn;
  }

  /** Opens a security group and a subnet to the internet. Returns the id of the rule. */
  async openToInternet(groupId: string, subnetId: string): Promise<string> {
    const ssh = ["--protocol", "tcp", "--port", "22", "--cidr", "0.0.0.0/0"];
    const rule = await this.ec2(
      "authorize-security-group-ingress",
      "SecurityGroupRules[0].SecurityGroupRuleId",
      ...["--group-id", groupId, ...ssh],
    );
    const table = await this.ec2(
      "describe-route-tables",
      "RouteTables[0].RouteTableId",
      ...["--filters", `Name=association.subnet-id,Values=${subnetId}`],
    );
    const gateway = await this.ec2("describe-internet-gateways", "InternetGateways[0].InternetGatewayId");
    const route = ["--destination-cidr-block", "0.0.0.0/0", "--gateway-id", gateway];
    await this.ec2("create-route", "@", "--route-table-id", table, ...route);
    return rule;
  }

  /** Runs the command of each error that has one, two at a time, since there are many. */
  async applyFixes(errors: readonly TerraformError[]): Promise<void> {
    const { folder, variables } = this.sandbox;
    const commands = [...new Set(errors.flatMap((error) => commandOf(error) ?? []))];
    const runThem = async () => {
      for (let command = commands.pop(); command !== undefined; command = commands.pop()) {
        await run({ program: "sh", args: ["-c", command], cwd: folder, env: variables });
      }
    };
    await Promise.all([runThem(), runThem()]);
  }

  private subnets(vpcId: string, names: readonly string[], cidrs: readonly string[]): Promise<string[]> {
    return Promise.all(names.map((name, index) => this.makeSubnet(vpcId, name, cidrs[index] ?? "")));
  }

  private async routeTable(vpcId: string, subnetIds: readonly string[]): Promise<string> {
    const id = await this.ec2("create-route-table", "RouteTable.RouteTableId", "--vpc-id", vpcId);
    for (const subnetId of subnetIds) {
      await this.ec2("associate-route-table", "@", "--route-table-id", id, "--subnet-id", subnetId);
    }
    return id;
  }

  private service(name: string): string {
    return `com.amazonaws.${this.sandbox.region}.${name}`;
  }

  private async ec2(operation: string, query: string, ...options: string[]): Promise<string> {
    return (await this.sandbox.aws("ec2", operation, ...options, "--query", query)) as string;
  }
}

const named = (type: string, name: string): string[] => [
  "--tag-specifications",
  `ResourceType=${type},Tags=[{Key=Name,Value=${name}}]`,
];
