import { createHash } from "node:crypto";

/** Eight characters that are the same for the same text, and differ for others. */
export const shortHash = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 8);
