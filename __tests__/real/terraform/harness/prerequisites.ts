import { isMap, isSeq } from "yaml";
import { type Sandbox } from "./sandbox";

/**
 * Creates the existing resources that an environment's file names: hosted zone, certificate and web ACL, and other networks,
 * also in other accounts. The ids and ARNs are written to the file. The zone's id is an override of the records.
 */
export async function makePrerequisites(sandbox: Sandbox): Promise<void> {
  await makeOtherNetworks(sandbox);
  const entry = sandbox.written(["entry"]);
  if (!isMap(entry)) return;
  const host = String(entry.get("host"));
  if (entry.has("hostedZoneId")) sandbox.hostedZoneId = await makeHostedZone(sandbox, host);
  if (entry.has("certificateArn")) {
    const arn = await makeCertificate(sandbox, host);
    sandbox.edit((yaml) => yaml.setIn(["entry", "certificateArn"], arn));
  }
  if (entry.has("webAclArn")) {
    const arn = await makeWebAcl(sandbox, "guard");
    sandbox.edit((yaml) => yaml.setIn(["entry", "webAclArn"], arn));
  }
}

const ATTACHMENTS = ["network", "attachments"];

/** The transit gateways and peer VPCs of `network.attachments`. */
async function makeOtherNetworks(sandbox: Sandbox): Promise<void> {
  const attachments = sandbox.inherited(ATTACHMENTS);
  if (!isSeq(attachments)) return;
  for (const [index, item] of attachments.items.entries()) {
    if (!isMap(item)) continue;
    const isPeering = item.get("type") === "peering";
    const id = isPeering
      ? await makeVpc(sandbox, String(item.get("peerAccount")), String(item.getIn(["cidrs", 0])))
      : await makeTransitGateway(sandbox);
    const key = isPeering ? "peerVpcId" : "transitGatewayId";
    sandbox.editWhere(ATTACHMENTS, (yaml) => yaml.setIn([...ATTACHMENTS, index, key], id));
  }
}

async function makeTransitGateway(sandbox: Sandbox): Promise<string> {
  const made = (await sandbox.aws("ec2", "create-transit-gateway")) as {
    TransitGateway: { TransitGatewayId: string };
  };
  return made.TransitGateway.TransitGatewayId;
}

async function makeVpc(sandbox: Sandbox, account: string, cidr: string): Promise<string> {
  const made = (await sandbox.awsOf(account, "ec2", "create-vpc", "--cidr-block", cidr)) as {
    Vpc: { VpcId: string };
  };
  return made.Vpc.VpcId;
}

/** Creates the state bucket for tests of other layers, since the state stack takes a minute. */
export async function makeStateBucket(sandbox: Sandbox): Promise<void> {
  const { region } = sandbox;
  await sandbox.aws("s3api", "create-bucket", "--bucket", sandbox.stateBucket, ...placedIn(region));
}

/** Creates a Route 53 hosted zone, and returns its id. */
export async function makeHostedZone(sandbox: Sandbox, host: string): Promise<string> {
  const made = (await sandbox.aws(
    "route53",
    "create-hosted-zone",
    ...["--name", host, "--caller-reference", sandbox.test],
  )) as { HostedZone: { Id: string } };
  return made.HostedZone.Id.replace("/hostedzone/", "");
}

async function makeCertificate(sandbox: Sandbox, host: string): Promise<string> {
  const made = (await sandbox.aws("acm", "request-certificate", "--domain-name", host)) as {
    CertificateArn: string;
  };
  return made.CertificateArn;
}

async function makeWebAcl(sandbox: Sandbox, name: string): Promise<string> {
  const visibility = `SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=${name}`;
  const made = (await sandbox.aws(
    "wafv2",
    "create-web-acl",
    ...["--name", name, "--scope", "REGIONAL", "--default-action", "Allow={}"],
    ...["--visibility-config", visibility],
  )) as { Summary: { ARN: string } };
  return made.Summary.ARN;
}

/** S3 rejects us-east-1 as a location constraint. */
function placedIn(region: string): string[] {
  return region === "us-east-1" ? [] : ["--create-bucket-configuration", `LocationConstraint=${region}`];
}
