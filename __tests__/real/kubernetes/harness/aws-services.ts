import { createHash, createHmac } from "node:crypto";
import { type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo } from "node:net";
import { type Certificate } from "./cluster";

const CREDENTIALS = { id: "ASIATEST", secret: "sec/ret+with=signs", token: "token/+==" };

/** One object, and the token of the service account that may read it. */
export interface ServicesProps {
  readonly region: string;
  readonly role: string;
  readonly webIdentityToken: string;
  readonly bucket: string;
  /** Keys of the bucket. */
  readonly keys: readonly string[];
}

/** STS, S3 and ECR on one port of the loopback interface. S3 accepts requests whose signature it computes itself. */
export class AwsServices {
  /** Requests as `HOST METHOD PATH`. */
  readonly seen: string[] = [];

  private constructor(
    private readonly props: ServicesProps,
    certificate: Certificate,
  ) {
    this.server = createServer(certificate, (request, response) => this.answer(request, response));
  }

  private readonly server: ReturnType<typeof createServer>;

  static async start(certificate: Certificate, props: ServicesProps): Promise<AwsServices> {
    const services = new AwsServices(props, certificate);
    await new Promise<void>((resolve) => services.server.listen(0, "127.0.0.1", resolve));
    services.server.unref();
    return services;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const host = String(request.headers.host).replace(/:\d+$/, "");
    this.seen.push(`${host} ${String(request.method)} ${String(request.url)}`);
    const chunks: Buffer[] = [];
    request
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => {
        const body = Buffer.concat(chunks).toString("utf8");
        const [status, text] = host.startsWith("sts.")
          ? this.assumed(new URLSearchParams(body))
          : host.startsWith(this.props.bucket)
            ? this.object(request, host)
            : ([401, ""] as const);
        response.writeHead(status).end(text);
      });
  }

  private assumed(query: URLSearchParams): readonly [status: number, body: string] {
    const { role, webIdentityToken } = this.props;
    if (query.get("RoleArn") !== role || query.get("WebIdentityToken") !== webIdentityToken)
      return [403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"];
    const { id, secret, token } = CREDENTIALS;
    return [
      200,
      `<AssumeRoleWithWebIdentityResponse>\n<Credentials>\n<AccessKeyId>${id}</AccessKeyId>\n` +
        `<SecretAccessKey>${secret}</SecretAccessKey>\n<SessionToken>${token}</SessionToken>\n</Credentials>\n` +
        "</AssumeRoleWithWebIdentityResponse>",
    ];
  }

  private object(request: IncomingMessage, host: string): readonly [status: number, body: string] {
    if (!isSigned(request, host, this.props.region))
      return [403, "<Error><Code>SignatureDoesNotMatch</Code></Error>"];
    const url = new URL(String(request.url), `https://${host}`);
    const prefix = url.searchParams.get("prefix");
    if (prefix !== null) {
      const keys = this.props.keys.filter((key) => key.startsWith(prefix)).slice(0, 1);
      const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
      return [200, `<ListBucketResult>${contents}</ListBucketResult>`];
    }
    return this.props.keys.includes(url.pathname.slice(1))
      ? [206, "x"]
      : [404, "<Error><Code>NoSuchKey</Code></Error>"];
  }
}

/** Signature Version 4, as AWS documents it. */
function isSigned(request: IncomingMessage, host: string, region: string): boolean {
  const { authorization = "" } = request.headers;
  const [, id, date = "", scoped, signed = "", signature] =
    /Credential=([^/]+)\/(\d+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(authorization) ?? [];
  const names = signed.split(";");
  if (id !== CREDENTIALS.id || scoped !== `${region}/s3/aws4_request`) return false;
  if (!names.includes("x-amz-security-token")) return false;
  const [path = "", query = ""] = String(request.url).split("?");
  const header = (name: string) =>
    name === "host" ? String(request.headers.host ?? host) : String(request.headers[name]);
  const canonical = [
    request.method,
    path,
    query.split("&").sort().join("&"),
    ...names.map((name) => `${name}:${header(name)}`),
    "",
    signed,
    String(request.headers["x-amz-content-sha256"] ?? createHash("sha256").update("").digest("hex")),
  ].join("\n");
  const toSign = [
    "AWS4-HMAC-SHA256",
    header("x-amz-date"),
    `${date}/${region}/s3/aws4_request`,
    createHash("sha256").update(canonical).digest("hex"),
  ].join("\n");
  const key = [date, region, "s3", "aws4_request"].reduce<string | Buffer>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${CREDENTIALS.secret}`,
  );
  return createHmac("sha256", key).update(toSign).digest("hex") === signature;
}
