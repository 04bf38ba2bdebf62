import { gunzipSync } from "node:zlib";
import { type Json } from "../terraform/stack-json";

/** Type of the parts that nodeadm reads (awslabs/amazon-eks-ami, `nodeadm`, read 2026-11-20). */
const NODE_CONFIG = "application/node.eks.aws";

/** User data of nodes in plain text. */
export class UserData {
  constructor(readonly text: string) {}

  /** That of an argument `user_data`; undefined without any, or where Terraform computes it. */
  static in(data: Json | undefined): UserData | undefined {
    if (typeof data !== "string" || data.includes("${")) return undefined;
    const bytes = Buffer.from(data, "base64");
    return new UserData((isGzip(bytes) ? unzipped(bytes) : bytes).toString("utf8"));
  }

  /** Parts of a MIME document; undefined for other text. */
  get parts(): readonly { readonly type: string; readonly text: string }[] | undefined {
    if (this.isScript) return undefined;
    const text = this.text.replaceAll("\r\n", "\n");
    const [, boundary] = /^content-type:\s*multipart\/[^]*?boundary="?([^"\s;]+)/im.exec(text) ?? [];
    if (boundary === undefined) return undefined;
    const [, ...parts] = `${text}\n`.split(`\n--${boundary}`);
    return parts
      .filter((part) => !part.startsWith("--"))
      .map((part) => {
        const [headers = "", ...paragraphs] = part.split("\n\n");
        const [, type = "text/plain"] = /^content-type:\s*([^;\s]+)/im.exec(headers) ?? [];
        return { type: type.toLowerCase(), text: paragraphs.join("\n\n") };
      });
  }

  /** The text of the NodeConfigs. Text without parts is one, unless it is a script. */
  get nodeConfig(): string {
    const configs = this.parts?.filter(({ type }) => type === NODE_CONFIG);
    if (configs) return configs.map(({ text }) => text).join("\n");
    return this.isScript ? "" : this.text;
  }

  /** Parts that cloud-init runs or applies: all but NodeConfigs. */
  get scripts(): string[] {
    const scripts = this.parts?.filter(({ type }) => type !== NODE_CONFIG);
    if (scripts) return scripts.map(({ text }) => text);
    return this.isScript ? [this.text] : [];
  }

  private get isScript(): boolean {
    return this.text.startsWith("#!");
  }
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function unzipped(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes;
  }
}
