import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adoptSchema } from "../../../../dev/schemas/adopt";
import { adopt } from "./adopt";
import { type TerraformError } from "./diagnostics";
import { makeStateBucket } from "./prerequisites";
import { Sandbox } from "./sandbox";
import { type Stack } from "./stack";
import { verified } from "./verify";

const FIXTURES = join(__dirname, "../fixtures/networks");
const ENVIRONMENT = "ml-inference-prod";

/** Networks as other people build them, by their file in `fixtures/networks`. */
export const NETWORKS_OF_OTHERS = ["registry-module", "landing-zone", "two-clusters"] as const;

/** Also subnets of /26, in which nodes find too few whole blocks of 16 addresses for their pods, and enough single addresses. */
type Shape = (typeof NETWORKS_OF_OTHERS)[number] | "shared-vpc";

interface Adopted {
  readonly vpcId: string;
  readonly privateSubnetIds: readonly string[];
  readonly endpointIds: Readonly<Record<string, string>>;
}

/** A network of another owner, built with Terraform, and an environment with the keys that `adopt` proposes for it. */
export class NetworkOfOthers {
  private constructor(
    readonly sandbox: Sandbox,
    readonly stack: Stack,
    private existing: Adopted,
  ) {}

  /** @param values other values of keys of the file */
  static async create(
    shape: Shape,
    values: readonly (readonly [path: readonly (string | number)[], value: unknown])[] = [],
  ): Promise<NetworkOfOthers> {
    const sandbox = await Sandbox.create(`network ${shape}`, ENVIRONMENT);
    const [vpcId] = await Promise.all([build(sandbox, shape), makeStateBucket(sandbox)]);
    const network = await proposed(sandbox, vpcId);
    const range = String(network["vpcCidr"]);
    const attached = network["attachments"] !== undefined;
    sandbox.edit((yaml) => {
      yaml.setIn(["network"], network);
      for (const [path, value] of values) yaml.setIn(path, value);
      if (attached) return;
      for (const path of [
        ["cluster", "apiAccess", "cidrs"],
        ["entry", "clientCidrs"],
      ])
        yaml.setIn(path, [range]);
    });
    // The environment of the example has a VPC of its own, whose addresses this one loses.
    rmSync(join(sandbox.folder, "environments", `${ENVIRONMENT}.addresses.json`), { force: true });
    await sandbox.synth();
    const stack = sandbox.stack("network");
    stack.useLocalApi();
    await stack.init();
    return new NetworkOfOthers(sandbox, stack, network["existing"] as Adopted);
  }

  /** The errors of a plan that must fail. */
  refused(mutation: string): Promise<TerraformError[]> {
    return this.stack.refusedPlan(`refused plan: ${mutation}`);
  }

  /** The findings of `verify` on network ACLs that differ. */
  async deniedByAcls(): Promise<string[]> {
    const { findings } = await verified(this.sandbox, "network");
    return findings
      .filter(({ area, verdict }) => area === "network ACLs" && verdict !== "ok")
      .map(({ found }) => found);
  }

  /** The company's name servers, as an option set of the VPC. */
  async useOwnNameServers(): Promise<void> {
    const servers = "Key=domain-name-servers,Values=10.200.0.53,10.200.1.53";
    const id = await this.ec2(
      "create-dhcp-options",
      "DhcpOptions.DhcpOptionsId",
      "--dhcp-configurations",
      servers,
    );
    await this.ec2("associate-dhcp-options", "@", "--dhcp-options-id", id, "--vpc-id", this.existing.vpcId);
  }

  /** An endpoint whose policy denies what another statement allows. */
  async denyAtEndpoint(): Promise<void> {
    const statement = { Principal: "*", Action: "*", Resource: "*" };
    const policy = {
      Statement: [
        { ...statement, Effect: "Allow" },
        { ...statement, Effect: "Deny" },
      ],
    };
    const id = this.existing.endpointIds["sts"] ?? "";
    await this.ec2(
      "modify-vpc-endpoint",
      "@",
      "--vpc-endpoint-id",
      id,
      "--policy-document",
      JSON.stringify(policy),
    );
  }

  /** The endpoint of STS again, with the same place and group, without private DNS. */
  async loseNamesOfEndpoint(): Promise<void> {
    const old = this.existing.endpointIds["sts"] ?? "";
    const query = "VpcEndpoints[0].[ServiceName, PolicyDocument, SubnetIds, Groups[].GroupId]";
    const [service, policy, subnets, groups] = (await this.ec2(
      ...["describe-vpc-endpoints", query, "--vpc-endpoint-ids", old],
    )) as unknown as [string, string, string[], string[]];
    await this.ec2("delete-vpc-endpoints", "@", "--vpc-endpoint-ids", old);
    const made = await this.ec2(
      ...["create-vpc-endpoint", "VpcEndpoint.VpcEndpointId", "--vpc-id", this.existing.vpcId],
      ...["--vpc-endpoint-type", "Interface", "--service-name", service, "--policy-document", policy],
      ...["--subnet-ids", ...subnets, "--security-group-ids", ...groups, "--no-private-dns-enabled"],
    );
    await this.edit(["endpointIds", "sts"], made);
    this.existing = { ...this.existing, endpointIds: { ...this.existing.endpointIds, sts: made } };
  }

  /** The tag that a load balancer of this cluster needs on subnets that another cluster tagged. */
  async tagSubnets(): Promise<void> {
    const tag = `Key=kubernetes.io/cluster/${ENVIRONMENT}-cluster,Value=shared`;
    const { privateSubnetIds } = this.existing;
    await this.ec2("create-tags", "@", "--resources", ...privateSubnetIds, "--tags", tag);
  }

  /** The ids of the private subnets in another order than the zones. */
  async swapSubnets(): Promise<void> {
    const privateSubnetIds = [...this.existing.privateSubnetIds].reverse();
    await this.edit(["privateSubnetIds"], privateSubnetIds);
    this.existing = { ...this.existing, privateSubnetIds };
  }

  /** The default route of the first private subnet leads to a gateway that is gone. */
  async loseDefaultRoute(): Promise<void> {
    const [subnet = ""] = this.existing.privateSubnetIds;
    const of = (filter: string) => ["--filters", filter, `Name=vpc-id,Values=${this.existing.vpcId}`];
    const id = "RouteTables[0].RouteTableId";
    const own = await this.ec2(
      "describe-route-tables",
      id,
      ...of(`Name=association.subnet-id,Values=${subnet}`),
    );
    const table =
      own ?? (await this.ec2("describe-route-tables", id, ...of("Name=association.main,Values=true")));
    await this.ec2(
      ...["delete-route", "@", "--route-table-id", table, "--destination-cidr-block", "0.0.0.0/0"],
    );
  }

  /** A rule before all others of the ACL of the first private subnet, which denies HTTPS to the network. */
  async denyHttps(): Promise<void> {
    const [subnet = ""] = this.existing.privateSubnetIds;
    const filter = ["--filters", `Name=association.subnet-id,Values=${subnet}`];
    const acl = await this.ec2("describe-network-acls", "NetworkAcls[0].NetworkAclId", ...filter);
    await this.ec2(
      ...["create-network-acl-entry", "@", "--network-acl-id", acl, "--rule-number", "50", "--egress"],
      ...[
        "--protocol",
        "6",
        "--port-range",
        "From=443,To=443",
        "--cidr-block",
        "10.0.0.0/8",
        "--rule-action",
        "deny",
      ],
    );
  }

  private edit(path: readonly string[], value: unknown): Promise<void> {
    return this.change(["network", "existing", ...path], value);
  }

  /** Another value of a key of the file, and its synth. */
  async change(path: readonly string[], value: unknown): Promise<void> {
    this.sandbox.edit((yaml) => yaml.setIn(path, value));
    await this.sandbox.synth();
    this.stack.useLocalApi();
  }

  private async ec2(operation: string, query: string, ...options: string[]): Promise<string> {
    return (await this.sandbox.aws("ec2", operation, ...options, "--query", query)) as string;
  }
}

/** Builds the network with Terraform, as its owner does, and returns the id of its VPC. */
async function build(sandbox: Sandbox, shape: Shape): Promise<string> {
  const folder = join(sandbox.folder, "owner");
  mkdirSync(folder, { recursive: true });
  for (const file of ["common.tf", `${shape}.tf`]) copyFileSync(join(FIXTURES, file), join(folder, file));
  const vpcId = await importVpc(sandbox, folder, readFileSync(join(FIXTURES, `${shape}.tf`), "utf8"));
  const owner = sandbox.moduleIn(folder, "network");
  await owner.init();
  await owner.terraformStep("apply: network of others", "apply", "-input=false", "-auto-approve");
  return vpcId;
}

/** Makes the VPC first, since the provider waits ten seconds after it turns on DNS host names. */
async function importVpc(sandbox: Sandbox, folder: string, fixture: string): Promise<string> {
  const [, range = ""] = /^ *cidr(?:_block)? *= "([\d./]+)"$/m.exec(fixture) ?? [];
  const query = ["--query", "Vpc.VpcId"];
  const id = (await sandbox.aws("ec2", "create-vpc", "--cidr-block", range, ...query)) as string;
  await sandbox.aws("ec2", "modify-vpc-attribute", "--vpc-id", id, "--enable-dns-hostnames", "Value=true");
  writeFileSync(join(folder, "import.tf"), `import {\n  to = aws_vpc.this\n  id = "${id}"\n}\n`);
  return id;
}

/** The keys of `network` that `adopt` proposes for a VPC. */
async function proposed(sandbox: Sandbox, vpcId: string): Promise<Readonly<Record<string, unknown>>> {
  const { code, output, stdout } = await adopt(sandbox, [
    ...["--json", "--vpc", vpcId, "--region", sandbox.region],
  ]);
  if (code !== 0) throw new Error(output);
  const { file } = adoptSchema.parse(JSON.parse(stdout)) as unknown as {
    file: { network: Record<string, unknown> };
  };
  return file.network;
}
