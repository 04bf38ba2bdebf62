import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { decide, EVERYTHING } from "../../../../src/infrastructure/identity-decisions";
import { endpointPolicies } from "../../../../src/infrastructure/network-endpoint-policies";
import { identitiesOf, type Identity } from "../../../../src/infrastructure/identities";
import { rolesOf } from "../../../../src/infrastructure/identity-roles";
import { endpointsFor } from "../../../../src/infrastructure/network-endpoints";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { bucketArn, serviceDomain } from "../../../../src/facts/aws";
import { freePort } from "../../../support/free-ports";
import { homeOf } from "../../../../src/infrastructure/text-references";
import { bucketKeys } from "../../../../src/infrastructure/identity/bucket-keys";

/** A call of S3, with the decision of the policies in the stacks. */
export interface Decided {
  /** Service account, as `namespace.name`. */
  readonly caller: string;
  readonly action: string;
  /** ARN of objects or of a bucket. */
  readonly resource: string;
  readonly isAllowed: boolean;
  /** True for an address of S3 that the caller signed for another program: that one needs no rights, but the way to S3. */
  readonly isPresigned: boolean;
}

interface Call {
  readonly action: string;
  readonly bucket: string;
  /** Empty for the bucket. */
  readonly key: string;
  /** Prefix of a list. */
  readonly prefix: string;
}

/**
 * A proxy before the local S3. It refuses each call that the role of the caller, the policy of the S3 endpoint or the key of the bucket does not
 * certainly allow: the local S3 itself knows no policies.
 */
export class S3Gate {
  readonly calls: Decided[] = [];
  private readonly server: Server;

  private constructor(
    private readonly plan: EnvironmentPlan,
    private readonly s3: URL,
    readonly port: number,
  ) {
    this.server = createServer((asked, answer) => this.pass(asked, answer));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async start(plan: EnvironmentPlan, s3: string): Promise<S3Gate> {
    const gate = new S3Gate(plan, new URL(s3), await freePort());
    await new Promise<void>((resolve) => gate.server.listen(gate.port, "127.0.0.1", resolve));
    return gate;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const address = new URL(asked.url ?? "/", this.endpoint);
    const inAddress = address.searchParams.get("X-Amz-Credential");
    const signed = inAddress ?? /Credential=([^,]+)/.exec(asked.headers.authorization ?? "")?.[1];
    const caller = signed?.split("/")[0] ?? "nobody";
    const call = callOf(asked.method ?? "", address);
    const resource = bucketArn(
      homeOf(this.plan),
      call.key === "" ? call.bucket : `${call.bucket}/${call.key}`,
    );
    const isAllowed = this.allows(caller, call, resource);
    this.calls.push({ caller, action: call.action, resource, isAllowed, isPresigned: inAddress !== null });
    if (!isAllowed) {
      asked.resume();
      answer.writeHead(403, { "content-type": "application/xml" });
      answer.end("<Error><Code>AccessDenied</Code><Message>refused by the policies</Message></Error>");
      return;
    }
    const { hostname, port } = this.s3;
    const { method, url: path, headers } = asked;
    const passed = request({ hostname, port, method, path, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  }

  private allows(caller: string, { action, bucket, prefix }: Call, resource: string): boolean {
    const { plan } = this;
    const [role] = rolesOf(plan).trusting(caller.replace(".", ":"));
    const identity = identitiesOf(plan).all.find(
      (each) => role !== undefined && each.resource === role.resource,
    );
    if (!identity) return false;
    const { accountId } = homeOf(plan);
    const principal = { kind: "AWS", value: identity.arn };
    const context = {
      "aws:PrincipalAccount": [accountId],
      "aws:SecureTransport": ["true"],
      "s3:prefix": [prefix],
    };
    const asked = { principal, action, resource, context };
    const passesEndpoint = endpointsFor(plan, "s3")
      .flatMap((endpoint) => endpointPolicies(plan, endpoint))
      .every(
        ({ statements }) =>
          statements !== undefined && decide({ identity: EVERYTHING, endpoint: statements }, asked) === true,
      );
    return (
      passesEndpoint &&
      decide(identity.decides, asked) === true &&
      this.usesKey(identity, action, bucket, resource)
    );
  }

  /**
   * S3 calls the key of a bucket with the rights of its caller. It names the bucket where that has a key of its own, and otherwise the object. Source: Amazon
   * S3 user guide, "Using server-side encryption with AWS KMS keys", Encryption context (unconfirmed).
   */
  private usesKey(identity: Identity, action: string, bucket: string, object: string): boolean {
    const asked = { "s3:GetObject": "kms:Decrypt", "s3:PutObject": "kms:GenerateDataKey" }[action];
    const key = bucketKeys(this.plan).get(bucket);
    if (asked === undefined || key === undefined) return true;
    const home = homeOf(this.plan);
    return [bucketArn(home, bucket), object].every((encrypted) => {
      const context = {
        "kms:ViaService": [`s3.${home.region}.${serviceDomain(home)}`],
        "kms:EncryptionContext:aws:s3:arn": [encrypted],
      };
      return decide(identity.decides, { action: asked, resource: key, context }) === true;
    });
  }
}

/** Source: Amazon S3 API reference, and Service Authorization Reference of Amazon S3 (unconfirmed). */
function callOf(method: string, { pathname, searchParams }: URL): Call {
  const [bucket = "", ...parts] = decodeURIComponent(pathname.slice(1)).split("/");
  const key = parts.join("/");
  const place = { bucket, key, prefix: searchParams.get("prefix") ?? "" };
  if (key === "")
    return { ...place, action: method === "GET" || method === "HEAD" ? "s3:ListBucket" : `s3:${method}` };
  if (method === "GET" || method === "HEAD") return { ...place, action: "s3:GetObject" };
  if (method !== "DELETE") return { ...place, action: "s3:PutObject" };
  return { ...place, action: searchParams.has("uploadId") ? "s3:AbortMultipartUpload" : "s3:DeleteObject" };
}
