import { isMap } from "yaml";
import { type Sandbox } from "./sandbox";

/**
 * Creates in a sandbox's account the existing resources that its environment's file names: hosted zone, certificate and web
 * ACL. The ARNs are written to the file. The zone's id is an override of the records.
 */
export async function makePrerequisites(sandbox: Sandbox): Promise<void> {
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

/** Creates the state bucket for tests of other layers, since the state stack takes a minute. */
export async function makeStateBucket(sandbox: Sandbox): Promise<void> {
  const { region } = sandbox;
  await sandbox.aws("s3api", "create-bucket", "--bucket", sandbox.stateBucket, ...placedIn(region));
}

/** Creates a Route 53 hosted zone, and returns its id. */
async function makeHostedZone(sandbox: Sandbox, host: string): Promise<string> {
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
