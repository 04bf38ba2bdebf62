import { createHash } from "node:crypto";

/** Checksum of data, in hexadecimal digits. */
export const checksum = (data: object): string =>
  createHash("sha256").update(JSON.stringify(data)).digest("hex");
