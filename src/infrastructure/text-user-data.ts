import { gunzipSync } from "node:zlib";
import { type PlannedResource } from "../terraform/environment-plan";
import { type Json } from "../terraform/stack-json";

/** The user data of a launch template in plain text; undefined without any, or where Terraform computes it. */
export const userDataOf = (template: PlannedResource | undefined): string | undefined =>
  userDataIn(template?.config["user_data"]);

/** The plain text of the argument `user_data`; undefined without any, or where Terraform computes it. */
export function userDataIn(data: Json | undefined): string | undefined {
  if (typeof data !== "string" || data.includes("${")) return undefined;
  const bytes = Buffer.from(data, "base64");
  return (isGzip(bytes) ? unzipped(bytes) : bytes).toString("utf8");
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function unzipped(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes;
  }
}

/** Type of the parts that nodeadm reads (awslabs/amazon-eks-ami, `nodeadm`, read 2026-11-20). */
const NODE_CONFIG = "application/node.eks.aws";

/** The text of the NodeConfigs in user data. Text without parts is one, unless it is a script. */
export function nodeConfigIn(userData: string): string {
  const parts = partsIn(userData);
  if (parts) return textsOf(parts.filter(({ type }) => type === NODE_CONFIG)).join("\n");
  return isScript(userData) ? "" : userData;
}

/** Parts of user data that cloud-init runs or applies: all but NodeConfigs, as plain text. */
export function scriptsIn(userData: string): string[] {
  const parts = partsIn(userData);
  if (parts) return textsOf(parts.filter(({ type }) => type !== NODE_CONFIG));
  return isScript(userData) ? [userData] : [];
}

interface Part {
  readonly type: string;
  readonly text: string;
}

const isScript = (text: string): boolean => text.startsWith("#!");

const textsOf = (parts: readonly Part[]): string[] => parts.map(({ text }) => text);

/** Parts of a MIME document; undefined for other text. */
export function partsIn(userData: string): Part[] | undefined {
  if (isScript(userData)) return undefined;
  const text = userData.replaceAll("\r\n", "\n");
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
