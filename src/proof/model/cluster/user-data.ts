import { gunzipSync } from "node:zlib";
import { type PlannedResource } from "../../terraform-json/environment-plan";

/** The user data of a launch template in plain text; undefined without any, or where Terraform computes it. */
export function userDataOf(template: PlannedResource | undefined): string | undefined {
  const data = template?.config["user_data"];
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
